package org.puppetporto.agent.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.bridge.BridgeServer;
import org.puppetporto.bridge.Gate;
import org.puppetporto.engine.Engine;

/** The listener by itself: what it takes on, and how it ends. */
class AgentSocketTest {
  private static final String HELLO =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hello\",\"params\":{\"protocol\":1}}\n";
  private static final String STATUS = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"status\"}\n";

  @TempDir
  Path directory;
  private final CountDownLatch work = new CountDownLatch(1);

  private AgentSocket listen() throws IOException {
    return new AgentSocket(directory.resolve("socket"), () -> AccessRule.ROOT, (guest, out) -> new Door(
        new BridgeServer(this::endless, "1", Gate.OPEN, Optional.empty(), out), () -> { }), text -> { });
  }

  private Engine endless() {
    try {
      work.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("the test is over");
  }

  private SocketChannel dial() throws IOException {
    return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("socket")));
  }

  private static BufferedReader reader(SocketChannel channel) {
    return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
  }

  private static void say(SocketChannel channel, String line) throws IOException {
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the other side hangs up instead of answering. */
  private static boolean turnedAway(SocketChannel caller) {
    try {
      say(caller, HELLO);
      return reader(caller).readLine() == null;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void whoComesWhileAllThatMayBeAreAtWorkIsTurnedAway() throws Exception {
    List<SocketChannel> callers = new ArrayList<>();
    try (AgentSocket socket = listen()) {
      for (int i = 0; i < Limits.CHANGING.connections(); i++) {
        SocketChannel caller = dial();
        callers.add(caller);
        // Both are read at once: whoever is greeted is at work already.
        say(caller, HELLO + STATUS);
        assertTrue(reader(caller).readLine().contains("result"));
      }
      SocketChannel last = dial();
      callers.add(last);
      boolean turnedAway = turnedAway(last);
      int most = socket.connections();
      work.countDown();
      assertTrue(turnedAway, "one more than may be was let in");
      assertEquals(Limits.CHANGING.connections(), most);
    } finally {
      for (SocketChannel caller : callers) {
        caller.close();
      }
    }
  }

  /** The selector's library writes to a file by its number, which is another's by then. */
  @Test
  void closedOnceMoreItWritesIntoNobodysFile() throws Exception {
    AgentSocket socket = listen();
    socket.close();
    List<SocketChannel> others = new ArrayList<>();
    Path place = directory.resolve("other");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(place));
      for (int i = 0; i < 20; i++) {
        others.add(SocketChannel.open(UnixDomainSocketAddress.of(place)));
        others.add(server.accept());
      }
      socket.close();
      for (SocketChannel other : others) {
        other.configureBlocking(false);
        assertEquals(0, other.read(ByteBuffer.allocate(1)), "something was written into it");
      }
    } finally {
      for (SocketChannel other : others) {
        other.close();
      }
    }
  }

  @Test
  void replacesWhatLiesInItsPlace() throws Exception {
    Path place = Files.writeString(directory.resolve("socket"), "left behind");
    try (AgentSocket socket = listen(); SocketChannel caller = dial()) {
      assertTrue(socket.found());
      say(caller, HELLO);
      assertTrue(reader(caller).readLine().contains("result"));
    }
    assertFalse(Files.exists(place));
  }

  @Test
  void takesAwayNothingOfOthersWhenItEnds() throws Exception {
    Path place = directory.resolve("socket");
    try (AgentSocket socket = listen()) {
      Files.delete(place);
      Files.writeString(place, "another's");
      assertFalse(socket.found());
    }
    assertEquals("another's", Files.readString(place));
  }

  /** It is tried again every few seconds, for as long as it lasts. */
  @Test
  void aPlaceWhereItCannotListenCostsNoDescriptors() throws Exception {
    // Longer than the kernel takes for a socket's name.
    Path place = directory.resolve("x".repeat(120)).resolve("socket");
    long before = descriptors();
    for (int i = 0; i < 100; i++) {
      assertThrows(IOException.class, () -> new AgentSocket(
          place, () -> AccessRule.ROOT, (guest, out) -> null, text -> { }));
    }
    long more = descriptors() - before;
    assertTrue(more < 50, more + " more descriptors");
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }
}
