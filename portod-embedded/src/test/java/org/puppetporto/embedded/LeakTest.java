package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;

/** Nothing is left of clients, of containers and of earlier lives of the endpoint: not one thread or descriptor. */
class LeakTest extends EndpointTest {
  private static final int CLIENTS = 1000;

  /** What this process, the endpoint in it, holds. */
  private record Held(long descriptors, long clientThreads) {
    static Held now() throws IOException {
      long threads = Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.getName().startsWith("portod-client-")).count();
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(open.count(), threads);
      }
    }
  }

  /** Runs it once before measuring, so that what is loaded once and for all does not count. */
  private void leavesNothing(Action action) throws Exception {
    action.run();
    eventually(() -> portod.clients() == 1);
    Held before = settled();
    action.run();
    eventually(() -> portod.clients() == 1 && Held.now().equals(before));
    assertEquals(before, Held.now());
  }

  /** Twice the same in a row. */
  private static Held settled() throws Exception {
    Held[] last = {Held.now()};
    eventually(() -> {
      Held earlier = last[0];
      Thread.sleep(100);
      last[0] = Held.now();
      return last[0].equals(earlier);
    });
    return last[0];
  }

  private interface Action {
    void run() throws Exception;
  }

  @Test
  void aThousandClientsLeaveNothing() throws Exception {
    leavesNothing(() -> {
      List<TestClient> clients = new ArrayList<>();
      try {
        for (int i = 0; i < CLIENTS; i++) {
          clients.add(connect());
        }
        for (TestClient each : clients) {
          each.ok(r -> r.getVersionBuilder());
        }
        assertEquals(CLIENTS + 1, portod.clients());
      } finally {
        for (TestClient each : clients) {
          each.close();
        }
      }
    });
  }

  @Test
  void clientsThatLeaveInTheMiddleLeaveNothing() throws Exception {
    leavesNothing(() -> {
      for (int i = 0; i < 200; i++) {
        try (TestClient waiting = connect(); TestClient broken = connect()) {
          waiting.ok(r -> r.getAsyncWaitBuilder().addName("***"));
          broken.raw(new byte[] {10, 1, 2});
        }
      }
    });
  }

  @Test
  void containersThatWereDestroyedLeaveNothing() throws Exception {
    leavesNothing(() -> {
      for (int i = 0; i < 5; i++) {
        client.shell("a", "sleep 1000 & wait");
        client.destroy("a");
        client.shell("b", "exit 1");
        client.await("b");
        client.destroy("b");
        client.create("c");
        client.set("c", "command", "/no/such/program");
        assertEquals(ErrorCode.INVALID_COMMAND, client.call(r -> r.getStartBuilder().setName("c")).getError());
        client.destroy("c");
      }
    });
    try (Stream<Path> runs = Files.list(dir.resolve("d/run"))) {
      assertEquals(List.of(), runs.toList());
    }
  }

  @Test
  void anEarlierLifeLeavesNothing() throws Exception {
    client.shell("a", "sleep 1000");
    leavesNothing(() -> {
      for (int i = 0; i < 5; i++) {
        client.close();
        portod.restart();
        client = connect();
        assertEquals("running", client.get("a", "state"));
      }
    });
  }
}
