package org.puppetporto.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import jnr.constants.platform.Errno;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;

/** An open file descriptor of this process. Closing it twice does nothing. */
public final class Descriptor implements AutoCloseable {
  private static final int CHUNK = 8192;

  private final int number;
  private volatile boolean open = true;

  Descriptor(int number) {
    this.number = number;
  }

  /** As portod is to open it anew; good while it is open. */
  public String path() {
    return "/dev/fd/" + number;
  }

  int number() {
    return number;
  }

  /** Copies everything that can be read from it, until its other end is closed. */
  public void copyTo(OutputStream out) throws IOException {
    byte[] bytes = new byte[CHUNK];
    for (;;) {
      long count = LibC.get().read(number, bytes, bytes.length);
      if (count > 0) {
        out.write(bytes, 0, (int) count);
        out.flush();
      } else if (count == 0 || errno() != Errno.EINTR.intValue()) {
        // A terminal whose other end is closed says EIO, a pipe just ends.
        return;
      }
    }
  }

  /** Writes everything that comes, until it ends or nobody reads it. */
  public void copyFrom(InputStream in) throws IOException {
    byte[] bytes = new byte[CHUNK];
    int count = in.read(bytes);
    while (count >= 0 && write(bytes, count)) {
      count = in.read(bytes);
    }
  }

  private boolean write(byte[] bytes, int count) {
    int done = 0;
    while (open && done < count) {
      byte[] rest = java.util.Arrays.copyOfRange(bytes, done, count);
      long written = LibC.get().write(number, rest, rest.length);
      if (written < 0 && errno() != Errno.EINTR.intValue()) {
        return false;
      }
      done += (int) Math.max(written, 0);
    }
    return open;
  }

  static IOException failed(String what) {
    return new IOException("cannot " + what + ": " + Errno.valueOf(errno()).description());
  }

  private static int errno() {
    return LastError.getLastError(Runtime.getSystemRuntime());
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      LibC.get().close(number);
    }
  }
}
