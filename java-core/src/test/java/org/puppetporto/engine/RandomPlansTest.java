package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;

/**
 * Random plans over real processes and real apt; what was reached is read by dpkg-query, /proc and a
 * client that shares no code with the core. In two of three something goes wrong, and the run after it gets
 * there. {@code -Dplans=100} for the long run.
 */
class RandomPlansTest {
  private static final List<String> PACKAGES = List.of("alpha", "beta", "gamma");
  private final Random random = new Random(8);

  @Test
  void reachWhatIsDeclared() throws Exception {
    int plans = Integer.getInteger("plans", 12);
    int failures = 0;
    try (RealHost host = new RealHost()) {
      for (String name : PACKAGES) {
        for (String version : List.of("1", "2")) {
          host.apt.deb(name, version).script("postinst", Mishap.script(host)).publish();
        }
      }
      host.apt.refresh();
      for (int number = 0; number < plans; number++) {
        Definition wanted = definition(host);
        Mishap mishap = random.nextInt(3) == 0
            ? Mishap.NONE : Mishap.values()[random.nextInt(Mishap.values().length)];
        int request = random.nextInt(12);
        String context = "plan " + number + ", " + mishap + " at " + request + ": " + wanted;
        failures += spoiled(host, wanted, mishap, request, context) ? 1 : 0;
        host.execute(wanted);
        reached(host, wanted, context);
      }
    }
    System.out.println(plans + " random plans reached what was declared, " + failures + " of them after a failure");
  }

  /** Whether the first run failed. */
  private static boolean spoiled(RealHost host, Definition wanted, Mishap mishap, int request, String context)
      throws Exception {
    Mishap.Calm calm = mishap.arm(host, request);
    boolean failed = false;
    try {
      host.execute(wanted);
    } catch (EngineException e) {
      failed = true;
      assertFalse(mishap == Mishap.NONE, context + ": " + e.getMessage());
      if (mishap == Mishap.SCRIPT_FAILS) {
        assertTrue(e.getMessage().contains("no luck"), context + ": " + e.getMessage());
      }
    }
    calm.down();
    host.newCore();
    boolean remembered = new StateStore(host.directory.resolve("state")).read().daemon("web").revisions().stream()
        .anyMatch(revision -> revision.status() == RevisionStatus.FAILED);
    if (remembered) {
      host.engine().operator().retry("web");
    }
    return failed;
  }

  private Definition definition(RealHost host) {
    String ensure = List.of("running", "running", "running", "stopped", "absent", "purged").get(random.nextInt(6));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("cmd", host.sleep(random.nextInt(2)));
    properties.put("memory_limit", 64 + 64 * random.nextInt(2) + "M");
    if (random.nextBoolean()) {
      properties.put("cwd", "/tmp");
    }
    Map<String, String> packages = new TreeMap<>();
    for (String name : PACKAGES) {
      if (random.nextBoolean()) {
        packages.put(name, String.valueOf(1 + random.nextInt(2)));
      }
    }
    String strategy = random.nextBoolean() ? "recreate" : "least_disruption";
    return define("web", ensure, properties, packages,
        Map.of("min_uptime", 0, "stop_timeout", 1, "update_strategy", strategy));
  }

  private static void reached(RealHost host, Definition wanted, String context) throws Exception {
    boolean kept = !wanted.ensure().removes();
    assertEquals(kept ? List.of("web") : List.of(), host.porto.list(), context);
    int processes = 0;
    for (int variant = 0; variant < 2; variant++) {
      processes += RealHost.processes(host.sleep(variant)).size();
    }
    assertEquals(wanted.ensure() == Ensure.RUNNING ? 1 : 0, processes, context);
    if (kept) {
      assertEquals(wanted.ensure() == Ensure.RUNNING ? "running" : "stopped", host.porto.get("web", "state"), context);
      assertEquals(wanted.properties().get("memory_limit").canonical(), host.porto.get("web", "memory_limit"), context);
      assertEquals("false", host.porto.get("web", "weak"), context);
      for (String name : PACKAGES) {
        String version = wanted.packages().get(name);
        assertEquals(version == null ? "" : version + " installed", host.apt.query(name), context + " " + name);
      }
    } else if (wanted.ensure() == Ensure.PURGED) {
      for (String name : PACKAGES) {
        assertEquals("", host.apt.query(name), context + " " + name);
      }
    }
    host.newCore();
    assertFalse(host.execute(wanted).changed(), context);
  }
}
