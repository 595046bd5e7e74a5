package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** An update that fails: nothing is touched, or the revision before comes back. */
class FailedUpdateTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");
  private static final Map<String, ?> CRASH = Map.of("cmd", List.of("crash"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void rollsBackAndRemembersTheFailure() throws Exception {
    Definition good = running("web", SLEEP, Map.of("web-bin", "1"));
    Definition bad = running("web", CRASH, Map.of("web-bin", "2"));
    String revision = host.execute(good).revision();
    EngineException e = assertThrows(EngineException.class, () -> host.execute(bad));
    assertTrue(e.getMessage().contains("rolled back to revision " + revision.substring(0, 8)), e.getMessage());
    assertTrue(e.getMessage().contains("boom"), e.getMessage());
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals("1", host.apt.packages.get("web-bin").version());
    assertEquals(revision, host.record("web").current().get().id());

    DaemonPlan again = host.plan(bad);
    assertFalse(again.changes());
    assertTrue(again.pending().get().contains("failed"));
    assertFalse(host.execute(bad).changed());
    assertFalse(host.plan(good).changes());
  }

  @Test
  void aFailedPostinstKeepsTheOldRevisionAlive() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of("web-bin", "1"))).revision();
    host.apt.broken.put("web-bin", "2");
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("web", SLEEP, Map.of("web-bin", "2"))));
    assertEquals(Fault.PACKAGES, e.fault());
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals(revision, host.porto.labels("web").get("HOSTMAN.revision"));
    assertEquals("1", host.apt.packages.get("web-bin").version());
    assertTrue(host.apt.packages.get("web-bin").installed());
  }

  @Test
  void anUnknownVersionTouchesNothing() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    int process = host.porto.boxes.get("web").starts;
    host.apt.missing.add("web-bin=9");
    Definition wanted = running("web", SLEEP, Map.of("web-bin", "9"));
    assertThrows(EngineException.class, () -> host.execute(wanted));
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertTrue(host.record("web").applying().isEmpty());
  }

  @Test
  void withoutRollbackItStaysAndPortodGoesOnTrying() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Definition bad = define("web", "running", CRASH, Map.of(), Map.of("rollback", false, "min_uptime", 0));
    assertThrows(EngineException.class, () -> host.execute(bad));
    assertEquals("respawning", host.porto.boxes.get("web").state);
    assertEquals("true", host.porto.boxes.get("web").properties.get("respawn"));
    assertEquals(host.porto.labels("web").get("HOSTMAN.revision"), host.record("web").current().get().id());
  }

  @Test
  void aRestartAskedForKeepsAwayFromARevisionThatFailed() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of())).revision();
    Definition bad = running("web", CRASH, Map.of());
    assertThrows(EngineException.class, () -> host.execute(bad));
    int process = host.porto.boxes.get("web").starts;
    host.engine().refresh("web", "refreshed", Progress.NONE);
    assertEquals(revision, host.porto.labels("web").get("HOSTMAN.revision"));
    assertTrue(host.porto.boxes.get("web").starts > process);
    assertEquals("running", host.porto.boxes.get("web").state);
    host.engine().operator().retry("web");
    assertThrows(EngineException.class, () -> host.execute(bad));
  }
}
