package org.puppetporto.cli.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A terminal of our own making.
 *
 * @param outer our end: what is written is typed, what is read is shown
 * @param inner the end that is the terminal of whoever opens it
 */
public record Pty(Descriptor outer, Descriptor inner) implements AutoCloseable {
  private static final int NAME_LENGTH = 128;

  public static Pty open() throws IOException {
    LibC libc = LibC.get();
    int master = libc.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_CLOEXEC);
    if (master < 0) {
      throw Descriptor.failed("make a terminal");
    }
    Descriptor outer = new Descriptor(master);
    byte[] name = new byte[NAME_LENGTH];
    if (libc.unlockpt(master) != 0 || libc.ptsname_r(master, name, name.length) != 0) {
      outer.close();
      throw Descriptor.failed("unlock a terminal");
    }
    int slave = libc.open(text(name), LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_CLOEXEC);
    if (slave < 0) {
      outer.close();
      throw Descriptor.failed("open " + text(name));
    }
    return new Pty(outer, new Descriptor(slave));
  }

  private static String text(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.US_ASCII);
  }

  /** Tells it how large it is; whoever runs in it gets SIGWINCH. */
  public void resize(int rows, int columns) {
    LibC.get().ioctl(outer.number(), LibC.TIOCSWINSZ, new short[] {(short) rows, (short) columns, 0, 0});
  }

  @Override
  public void close() {
    inner.close();
    outer.close();
  }
}
