package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.RequestListener;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.spec.Definition;

/** A run may come before portod has noticed that the one before it was cut off. */
class WeakLeftoverTest {
  private final RealHost host;
  private final Definition web;

  WeakLeftoverTest() throws Exception {
    host = new RealHost();
    web = ModelHost.define("web", "running", Map.of("cmd", host.sleep(1)), Map.of(),
        Map.of("min_uptime", 0));
  }

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  private PortoClient maker() throws Exception {
    PortoClient maker = Porto.connect(HostPaths.from(host.environment()).portoSocket(), Deadlines.DEFAULT);
    maker.createWeak("web");
    return maker;
  }

  @RepeatedTest(5)
  void isWaitedFor() throws Exception {
    PortoClient maker = maker();
    AtomicInteger observations = new AtomicInteger();
    // Its maker goes only once the run has seen it.
    host.portod.listener(new RequestListener() {
      @Override
      public org.puppetporto.embedded.Fault before(String request, boolean mutating) {
        if (request.startsWith("get") && observations.incrementAndGet() == 2) {
          maker.close();
        }
        return org.puppetporto.embedded.Fault.none();
      }
    });

    host.execute(web);

    assertTrue(observations.get() > 1, observations + " observations");
    assertEquals(1, RealHost.processes(host.sleep(1)).size());
  }

  @Test
  void thatStaysIsSomebodyElses() throws Exception {
    try (PortoClient maker = maker()) {
      EngineException e = assertThrows(EngineException.class, () -> host.execute(web));

      assertTrue(e.getMessage().contains("does not carry our label"), e.getMessage());
      assertEquals("true", host.porto.get("web", "weak"));
    }
  }
}
