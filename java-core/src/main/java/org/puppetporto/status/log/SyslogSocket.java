package org.puppetporto.status.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import jnr.constants.platform.Errno;
import jnr.ffi.LastError;
import jnr.ffi.Runtime;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

/**
 * The local syslog: lines as syslog(3) of libc sends them, one datagram each, which syslog daemons and the journal
 * read alike. The facility is {@code daemon}.
 */
final class SyslogSocket implements AutoCloseable {
  static final int WARNING = 4;
  static final int INFO = 6;
  private static final int DAEMON = 3 << 3;
  private static final long GLANCE_MILLIS = 5;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final Path socket;
  private final UnixSocketAddress address;
  private final UnixDatagramChannel channel;

  SyslogSocket(Path socket) throws IOException {
    this.socket = socket;
    this.address = new UnixSocketAddress(socket.toFile());
    this.channel = UnixDatagramChannel.open();
    channel.configureBlocking(false);
  }

  /**
   * Sends one line; waits while the other side has no room.
   *
   * @param until {@link System#nanoTime} after which it waits no more
   * @return whether it was taken
   */
  boolean send(int severity, Instant at, String tag, String line, long until) throws IOException {
    byte[] bytes = ("<" + (DAEMON | severity) + ">" + STAMP.format(at) + " " + tag + ": " + line)
        .getBytes(StandardCharsets.UTF_8);
    while (!written(bytes)) {
      if (System.nanoTime() - until >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  private boolean written(byte[] bytes) throws IOException {
    try {
      // Never its write: what the library calls a connection only keeps the address.
      channel.send(ByteBuffer.wrap(bytes), address);
      return true;
    } catch (IOException e) {
      if (LastError.getLastError(Runtime.getSystemRuntime()) == Errno.EAGAIN.intValue()) {
        return false;
      }
      throw unreachable(e);
    }
  }

  private IOException unreachable(Exception e) {
    return new IOException("cannot reach syslog at " + socket + ": " + e.getMessage()
        + "; start syslog or the journal, what is left is handed on then", e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
