package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ConnectingTest {
  @TempDir
  Path directory;

  private PortoException failure(Path socket, Transport transport, Deadlines deadlines) {
    try (PortoClient porto = Porto.connect(socket, deadlines, transport.dialer())) {
      return assertThrows(PortoException.class, porto::version);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsDialledBeforeTheFirstCall(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod();
        PortoClient porto = Porto.connect(fake.socket(), Deadlines.DEFAULT, transport.dialer())) {
      porto.labels();
      assertEquals(0, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMissingSocketIsNamedWithTheRemedy(Transport transport) {
    Path socket = directory.resolve("absent.socket");
    PortoException e = failure(socket, transport, Deadlines.DEFAULT);
    assertEquals(ErrorCode.SOCKET_UNAVAILABLE, e.code());
    assertTrue(e.unreachable());
    assertTrue(e.getMessage().contains(socket.toString()), e.getMessage());
    assertTrue(e.getMessage().contains("PORTO_SOCKET"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aSocketThatNobodyListensOnIsNamedWithTheRemedy(Transport transport) throws Exception {
    Path socket = directory.resolve("dead.socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    PortoException e = failure(socket, transport, Deadlines.DEFAULT);
    assertEquals(ErrorCode.SOCKET_UNAVAILABLE, e.code());
    assertTrue(e.getMessage().contains("is portod running"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aFileThatIsNoSocketIsUnavailable(Transport transport) throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    assertEquals(ErrorCode.SOCKET_UNAVAILABLE, failure(file, transport, Deadlines.DEFAULT).code());
  }

  @ParameterizedTest
  @EnumSource
  void aPathLongerThanSocketsMayHaveIsUnavailable(Transport transport) {
    Path socket = directory.resolve("x".repeat(200));
    assertEquals(ErrorCode.SOCKET_UNAVAILABLE, failure(socket, transport, Deadlines.DEFAULT).code());
  }

  @ParameterizedTest
  @EnumSource
  void aFullQueueIsWaitedForAndThenATimeout(Transport transport) throws Exception {
    Path socket = directory.resolve("full.socket");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address, 1);
      while (fits(address, waiting)) {
        assertTrue(waiting.size() < 100, "a queue of one takes them all");
      }
      PortoException e = failure(socket, transport, Deadlines.all(Duration.ofMillis(100)));
      assertEquals(ErrorCode.SOCKET_TIMEOUT, e.code());
      assertTrue(e.getMessage().contains("no connection to " + socket + " within 100 ms"), e.getMessage());
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void roomInAFullQueueIsTaken(Transport transport) throws Exception {
    Path socket = directory.resolve("full.socket");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address, 1);
      while (fits(address, waiting)) {
        assertTrue(waiting.size() < 100, "a queue of one takes them all");
      }
      Thread client = new Thread(() -> failure(socket, transport, Deadlines.all(Duration.ofSeconds(50))));
      client.start();
      while (!isDialling(client)) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < waiting.size(); i++) {
        server.accept().close();
      }
      client.join();
    } finally {
      for (SocketChannel client : waiting) {
        client.close();
      }
    }
  }

  private static boolean isDialling(Thread client) {
    return Stream.of(client.getStackTrace()).anyMatch(frame -> frame.getClassName().endsWith("Dialer")
        && !frame.getMethodName().equals("<clinit>"));
  }

  private static boolean fits(UnixDomainSocketAddress address, List<SocketChannel> waiting) throws Exception {
    SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
    waiting.add(client);
    client.configureBlocking(false);
    try {
      return client.connect(address);
    } catch (SocketException e) {
      return false;
    }
  }
}
