package org.puppetporto.porto.transport;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

final class JdkDialer implements Dialer {
  /** EAGAIN's text. The JDK has no class of its own for it; in other locales the wait is left out. */
  private static final String FULL = "temporarily unavailable";

  @Override
  public Connection dial(Path socket, Deadline deadline) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    SocketChannel channel = Attempts.until(deadline, () -> connected(address));
    return FramedConnection.over(channel, Optional.empty());
  }

  /** An open, non-blocking channel; empty when the listener's queue is full. */
  private static Optional<SocketChannel> connected(UnixDomainSocketAddress address) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    boolean connected = false;
    try {
      channel.configureBlocking(false);
      connected = channel.connect(address);
      return connected ? Optional.of(channel) : Optional.empty();
    } catch (SocketException e) {
      if (String.valueOf(e.getMessage()).contains(FULL)) {
        return Optional.empty();
      }
      throw e;
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }
}
