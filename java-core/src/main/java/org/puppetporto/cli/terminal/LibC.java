package org.puppetporto.cli.terminal;

import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.annotations.SaveError;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;

/**
 * The calls that are needed. Loaded on first use: it costs a tenth of a second that other commands must not
 * pay. The variadic ones are declared with the arguments they are called with, which x86-64 and AArch64 pass
 * alike.
 */
public interface LibC {
  int O_RDWR = 2;
  int O_NOCTTY = 0x100;
  int O_CLOEXEC = 0x80000;
  long TIOCSWINSZ = 0x5414;

  @SaveError
  int posix_openpt(int flags);

  @SaveError
  int unlockpt(int fd);

  @SaveError
  int ptsname_r(int fd, @Out byte[] name, @size_t long length);

  @SaveError
  int open(@In CharSequence path, int flags);

  @SaveError
  int pipe2(@Out int[] ends, int flags);

  @SaveError
  int ioctl(int fd, long request, @In short[] argument);

  @SaveError
  @ssize_t long read(int fd, @Out byte[] bytes, @size_t long count);

  @SaveError
  @ssize_t long write(int fd, @In byte[] bytes, @size_t long count);

  @SaveError
  int close(int fd);

  /** The one of this process. */
  static LibC get() {
    return Holder.LIBC;
  }

  /** Loads it once. */
  final class Holder {
    private static final LibC LIBC = LibraryLoader.create(LibC.class)
        .option(LibraryOption.LoadNow, true).load("c");

    private Holder() {}
  }
}
