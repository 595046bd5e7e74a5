package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;

/**
 * One kind of plan over real processes and packages, to be cut off somewhere.
 *
 * @param name what the plan does
 * @param before what the host is brought to first
 * @param aim what is executed, cut off and executed again; what a rollback by hand leaves
 * @param reached what the host has to look like in the end
 */
record PlanKind(String name, Definition before, Definition aim, Definition reached) {
  private static final Map<String, ?> QUICK = Map.of("min_uptime", 0.1, "stop_timeout", 1);

  /** All of them, in an order that stays. The packages are web-bin 1 and 2. */
  static List<PlanKind> all(RealHost host) {
    Definition first = web(host, "running", 1, "64M", QUICK);
    Definition purged = define("web", "purged", Map.of(), Map.of(), QUICK);
    Definition absent = define("web", "absent", Map.of(), Map.of(), QUICK);
    Definition stopped = web(host, "stopped", 1, "64M", QUICK);
    Definition second = web(host, "running", 2, "64M", QUICK);
    Definition live = web(host, "running", 1, "128M", QUICK);
    Definition recreated = web(host, "running", 2, "64M",
        Map.of("min_uptime", 0.1, "stop_timeout", 1, "update_strategy", "recreate"));
    // On a busy machine a shell may take longer than that to end.
    Definition bad = define("web", "running", Map.of("cmd", List.of("/bin/sh", "-c", "exit 3")),
        Map.of("web-bin", "2"), Map.of("min_uptime", 20, "stop_timeout", 1));
    List<PlanKind> kinds = new ArrayList<>();
    kinds.add(new PlanKind("install", purged, first, first));
    kinds.add(new PlanKind("update live", first, live, live));
    kinds.add(new PlanKind("update with restart", first, second, second));
    kinds.add(new PlanKind("recreate", first, recreated, recreated));
    kinds.add(new PlanKind("stop", first, stopped, stopped));
    kinds.add(new PlanKind("start", stopped, first, first));
    kinds.add(new PlanKind("absent", first, absent, absent));
    kinds.add(new PlanKind("purged", first, purged, purged));
    kinds.add(new PlanKind("rollback", first, bad, first));
    kinds.add(new PlanKind("rollback by hand", first, second, first));
    return kinds;
  }

  private static Definition web(RealHost host, String ensure, int variant, String limit, Map<String, ?> policy) {
    return define("web", ensure, Map.of("cmd", host.sleep(variant), "memory_limit", limit),
        Map.of("web-bin", String.valueOf(variant)), policy);
  }

  /** Whether it ends in an error that tells of a rollback. */
  boolean rollsBack() {
    return name.equals("rollback");
  }

  /** Whether an error is the one in which this kind ends. */
  boolean endsIn(EngineException e) {
    return rollsBack() && e.getMessage().contains("roll");
  }

  /** Whether a person asks for it, of what is declared all the time. */
  private boolean byHand() {
    return name.equals("rollback by hand");
  }

  /** Brings the host to where the plan starts. */
  void prepare(RealHost host) throws EngineException {
    host.execute(before);
    if (byHand()) {
      host.execute(aim);
    }
    host.newCore();
  }

  /** Carries the plan out in this process. */
  void carryOut(RealHost host) throws EngineException {
    if (byHand()) {
      host.engine().operator().rollback("web", "answers slowly", Progress.NONE);
    } else {
      host.execute(aim);
    }
  }

  /** Begins the plan in a process of its own. */
  ChildCore begin(RealHost host) throws IOException {
    if (byHand()) {
      return ChildCore.rollingBack(host.environment(), "web");
    }
    ChildCore core = new ChildCore(host.environment());
    core.execute(aim);
    return core;
  }

  /** The next run after one that was cut off: it gets there, and the one after it finds nothing to do. */
  void converges(RealHost host, String context) throws Exception {
    host.newCore();
    String end = "";
    // A rollback by hand that was cut off before its note has not begun.
    boolean begun = !byHand() || host.engine().operator().stored().daemon("web").beingLeft().isPresent()
        || host.engine().operator().stored().daemon("web").current().get().packages().equals(reached.packages());
    try {
      host.execute(aim);
    } catch (EngineException e) {
      end = ", then: " + e.getMessage();
      assertTrue(endsIn(e), context + end);
    }
    isReached(host, begun ? reached : aim, context + end);
    host.newCore();
    assertFalse(host.execute(aim).changed(), context + ": the run after that changed something");
    if (rollsBack() || byHand()) {
      host.engine().operator().retry("web");
    }
    host.newCore();
  }

  /** Whatever was cut off, two revisions never run beside each other, nor one of them twice. */
  void nothingTwice(RealHost host, String context) throws Exception {
    int processes = RealHost.processes(host.sleep(1)).size() + RealHost.processes(host.sleep(2)).size();
    assertTrue(processes <= 1, context + ": " + processes + " processes");
  }

  /** Looks at the host with foreign eyes: a small client, /proc, dpkg-query. */
  private static void isReached(RealHost host, Definition reached, String context) throws Exception {
    boolean kept = !reached.ensure().removes();
    assertEquals(kept ? List.of("web") : List.of(), host.porto.list(), context);
    for (int variant = 1; variant <= 2; variant++) {
      boolean runs =
          reached.ensure() == Ensure.RUNNING && reached.packages().containsValue(String.valueOf(variant));
      assertEquals(runs ? 1 : 0, RealHost.processes(host.sleep(variant)).size(), context + ": process " + variant);
    }
    if (kept) {
      assertEquals(reached.ensure() == Ensure.RUNNING ? "running" : "stopped", host.porto.get("web", "state"),
          context);
      assertEquals("false", host.porto.get("web", "weak"), context);
      assertEquals("true", host.porto.get("web", "respawn"), context);
      assertEquals(reached.properties().get("memory_limit").canonical(), host.porto.get("web", "memory_limit"),
          context);
      assertEquals(reached.packages().get("web-bin") + " installed", host.apt.query("web-bin"), context);
    } else if (reached.ensure() == Ensure.PURGED) {
      assertEquals("", host.apt.query("web-bin"), context);
    }
  }
}
