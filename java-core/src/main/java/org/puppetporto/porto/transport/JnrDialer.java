package org.puppetporto.porto.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

final class JnrDialer implements Dialer {
  @Override
  public Connection dial(Path socket, Deadline deadline) throws IOException {
    UnixSocketAddress address = new UnixSocketAddress(socket.toFile());
    UnixSocketChannel channel = Attempts.until(deadline, () -> connected(address));
    Credentials peer = channel.getOption(UnixSocketOptions.SO_PEERCRED);
    return FramedConnection.over(channel, Optional.of(new Peer(peer.getPid(), peer.getUid(), peer.getGid())));
  }

  /** An open, non-blocking channel; empty when the listener's queue is full. */
  private static Optional<UnixSocketChannel> connected(UnixSocketAddress address) throws IOException {
    UnixSocketChannel channel = UnixSocketChannel.create();
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
