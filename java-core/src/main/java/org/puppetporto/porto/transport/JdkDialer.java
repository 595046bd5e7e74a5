package org.puppetporto.porto.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Dials with the JDK's own channel. To a non-blocking connect a listener with a full queue answers EAGAIN,
 * which the JDK tells apart from a missing socket only by the C library's text in the user's language. So
 * what failed at once is tried once more, blocking: the kernel then waits for room, and other errors come
 * back as they are.
 */
final class JdkDialer implements Dialer {
  @Override
  public Connection dial(Path socket, Deadline deadline) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    SocketChannel channel = open();
    try {
      channel.configureBlocking(false);
      if (!channel.connect(address)) {
        throw new SocketException("a unix socket is connected at once or not at all");
      }
    } catch (ConnectException e) {
      channel.close();
      throw e;
    } catch (SocketException e) {
      channel.close();
      channel = waiting(address, deadline);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    return FramedConnection.over(channel, Optional.empty());
  }

  /** Connects when there is room in the listener's queue, at the latest when the deadline passes. */
  private static SocketChannel waiting(UnixDomainSocketAddress address, Deadline deadline) throws IOException {
    SocketChannel channel = open();
    boolean connected = false;
    Thread watchdog = new Thread(() -> closeAt(deadline, channel), "porto-connect-deadline");
    watchdog.setDaemon(true);
    watchdog.start();
    try {
      channel.connect(address);
      channel.configureBlocking(false);
      connected = true;
      return channel;
    } catch (ClosedByInterruptException e) {
      throw new InterruptedIOException("interrupted while connecting");
    } catch (ClosedChannelException e) {
      throw new SocketTimeoutException("the listener's queue is full");
    } finally {
      watchdog.interrupt();
      if (!connected) {
        channel.close();
      }
    }
  }

  private static void closeAt(Deadline deadline, SocketChannel channel) {
    try {
      Thread.sleep(Math.max(1, deadline.leftMillis()));
      channel.close();
    } catch (InterruptedException | IOException e) {
      // Connected in time, or nothing left to close.
      return;
    }
  }

  private static SocketChannel open() throws IOException {
    return SocketChannel.open(StandardProtocolFamily.UNIX);
  }
}
