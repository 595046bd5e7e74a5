package org.puppetporto.porto.transport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

final class JdkDialer implements Dialer {
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
    } finally {
      if (!connected) {
        channel.close();
      }
    }
  }
}
