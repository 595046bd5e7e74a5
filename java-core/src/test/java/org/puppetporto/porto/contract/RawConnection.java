package org.puppetporto.porto.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** Bytes to an endpoint and back, without our client in between. */
final class RawConnection implements AutoCloseable {
  private final SocketChannel channel;

  RawConnection(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  void send(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** What comes back until the peer closes the connection, or this many bytes, or time is up. */
  byte[] received(int atMost, Duration patience) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    channel.configureBlocking(false);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      ByteBuffer part = ByteBuffer.allocate(4096);
      long end = System.nanoTime() + patience.toNanos();
      while (all.size() < atMost) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IOException("neither an answer nor the end of the connection after " + patience);
        }
        selector.select(left);
        selector.selectedKeys().clear();
        int count = read(part);
        if (count < 0) {
          break;
        }
        all.write(part.array(), 0, count);
        part.clear();
      }
    }
    return all.toByteArray();
  }

  /** A reset is an end, too: the peer closed without having read all. */
  private int read(ByteBuffer part) throws IOException {
    try {
      return channel.read(part);
    } catch (SocketException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
