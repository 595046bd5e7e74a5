package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.embedded.Fault;
import org.puppetporto.embedded.RequestListener;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.spec.Definition;

/** Breaks the connection at every request that changes something; the next run has to converge. */
class EndpointFaultsTest {
  private static final Map<String, ?> QUICK = Map.of("min_uptime", 0, "stop_timeout", 1);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void converges(boolean carriedOut) throws Exception {
    try (RealHost host = new RealHost()) {
      Definition first = define("web", "running", Map.of("cmd", host.sleep(1), "memory_limit", "64M"), Map.of(), QUICK);
      Definition second = define("web", "running", Map.of("cmd", host.sleep(2), "memory_limit", "64M"), Map.of(), QUICK);
      Definition gone = define("web", "absent", Map.of(), Map.of(), QUICK);
      int points = 0;
      while (breakAt(host, points, carriedOut, first, second, gone)) {
        points++;
      }
      System.out.println("broke the connection at " + points + " requests, "
          + (carriedOut ? "the answer lost" : "the request lost"));
      assertTrue(points > 10, points + " points");
    }
  }

  /** One round of install, update, remove, broken at one request; false when there are fewer requests. */
  private static boolean breakAt(RealHost host, int point, boolean carriedOut, Definition... round) throws Exception {
    AtomicInteger seen = new AtomicInteger();
    host.portod.listener(new RequestListener() {
      @Override
      public Fault before(String request, boolean mutating) {
        return !carriedOut && mutating && seen.getAndIncrement() == point ? Fault.drop() : Fault.none();
      }

      @Override
      public Fault after(String request, boolean mutating) {
        return carriedOut && mutating && seen.getAndIncrement() == point ? Fault.drop() : Fault.none();
      }
    });
    boolean broken = false;
    for (Definition definition : round) {
      try {
        host.execute(definition);
      } catch (EngineException e) {
        broken = true;
        host.newCore();
        host.execute(definition);
      }
      String context = "broken at " + point;
      boolean running = !definition.ensure().removes();
      assertEquals(running ? List.of("web") : List.of(), host.porto.list(), context);
      int processes = RealHost.processes(host.sleep(1)).size() + RealHost.processes(host.sleep(2)).size();
      assertEquals(running ? 1 : 0, processes, context);
      assertFalse(host.execute(definition).changed(), context);
      if (running) {
        assertEquals("false", host.porto.get("web", "weak"), context);
        assertEquals("true", host.porto.get("web", "respawn"), context);
      }
    }
    return broken || seen.get() > point;
  }

  /** Portod takes a request and never answers: bounded, clear, and the next run converges. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 9})
  void aPortodThatHangs(int point) throws Exception {
    try (RealHost host = new RealHost()) {
      Definition web = define("web", "running", Map.of("cmd", host.sleep(1)), Map.of(), QUICK);
      AtomicInteger seen = new AtomicInteger();
      host.portod.listener(new RequestListener() {
        @Override
        public Fault before(String request, boolean mutating) {
          return seen.getAndIncrement() == point ? Fault.hang() : Fault.none();
        }
      });
      try (Engine impatient = host.engine(Deadlines.all(Duration.ofSeconds(2)))) {
        EngineException e = assertThrows(EngineException.class, () -> impatient.execute(web, Progress.NONE));
        assertEquals(org.puppetporto.engine.Fault.PORTO_UNREACHABLE, e.fault(), e.getMessage());
      }
      host.portod.listener(new RequestListener() { });
      host.portod.restart();
      host.execute(web);
      assertEquals(1, RealHost.processes(host.sleep(1)).size());
      assertFalse(host.execute(web).changed());
    }
  }

  /** Portod restarts in the middle of an update; weak containers die, others go on. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 6, 9, 12})
  void aRestartOfPortodInTheMiddle(int point) throws Exception {
    try (RealHost host = new RealHost()) {
      Definition first = define("web", "running", Map.of("cmd", host.sleep(1)), Map.of(), QUICK);
      Definition second = define("web", "running", Map.of("cmd", host.sleep(2)), Map.of(), QUICK);
      host.execute(first);
      AtomicInteger seen = new AtomicInteger();
      Thread restarter = new Thread(() -> restart(host));
      host.portod.listener(new RequestListener() {
        @Override
        public Fault before(String request, boolean mutating) {
          if (mutating && seen.getAndIncrement() == point) {
            restarter.start();
            return Fault.drop();
          }
          return Fault.none();
        }
      });
      try {
        host.execute(second);
      } catch (EngineException e) {
        assertFalse(e.getMessage().isEmpty());
      }
      restarter.join();
      host.newCore();
      host.execute(second);
      assertEquals(1, RealHost.processes(host.sleep(2)).size());
      assertEquals(0, RealHost.processes(host.sleep(1)).size());
      assertFalse(host.execute(second).changed());
    }
  }

  private static void restart(RealHost host) {
    try {
      host.portod.restart();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
