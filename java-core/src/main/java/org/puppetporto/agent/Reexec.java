package org.puppetporto.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.NulTerminate;

/**
 * Replaces this process by another run of the same command line, under the same pid: whoever supervises it
 * sees no end, and whatever was started with it is as it was.
 */
final class Reexec {
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;
  private static final int FIRST_OWN = 3;

  /** What the JDK does not offer. */
  public interface LibC {
    int fcntl(int descriptor, int command, int argument);

    int execv(String path, @In @NulTerminate String[] argv);
  }

  private Reexec() {}

  /**
   * Does not return, unless it fails.
   *
   * @throws IOException when the process cannot be replaced; it goes on as it was
   */
  static void now() throws IOException {
    LibC libc = LibraryLoader.create(LibC.class).load("c");
    String executable = Files.readSymbolicLink(Path.of("/proc/self/exe")).toString();
    if (!Files.isExecutable(Path.of(executable))) {
      throw new IOException(executable + " is gone");
    }
    // What this process has open, the next one opens for itself.
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path entry : open) {
        int descriptor = Integer.parseInt(entry.getFileName().toString());
        if (descriptor >= FIRST_OWN) {
          libc.fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        }
      }
    }
    libc.execv(executable, arguments());
    throw new IOException("execv " + executable + " failed");
  }

  private static String[] arguments() throws IOException {
    byte[] line = Files.readAllBytes(Path.of("/proc/self/cmdline"));
    String text = new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
    return text.split("\0", -1);
  }
}
