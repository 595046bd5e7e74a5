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

/** Restarts: asked for, notified of, left for later, and counted. */
class RestartTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");
  private static final Map<String, ?> CRASH = Map.of("cmd", List.of("crash"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void aPolicyCanLeaveRestartsForLater() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Map<String, ?> other = Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M");
    Definition pending = define("web", "running", other, Map.of(),
        Map.of("restart_policy", "pending", "min_uptime", 0));
    DaemonPlan plan = host.plan(pending);
    assertFalse(plan.changes());
    assertTrue(plan.pending().isPresent());
    assertFalse(host.execute(pending).changed());
    host.engine().restart("web", "asked", Progress.NONE);
    assertEquals("sleep\t2", host.porto.boxes.get("web").properties.get("command_argv"));
    assertFalse(host.plan(pending).changes());
  }

  @Test
  void aRefreshRestartsItAsItIsAndLeavesWhatWaits() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Map<String, ?> other = Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M");
    Definition pending = define("web", "running", other, Map.of(),
        Map.of("restart_policy", "pending", "min_uptime", 0));
    host.execute(pending);
    int process = host.porto.boxes.get("web").starts;
    Outcome refreshed = host.engine().refresh("web", "a file changed", Progress.NONE);
    assertTrue(refreshed.changed());
    assertEquals(List.of("restart: a file changed"), refreshed.events());
    assertEquals("", refreshed.waits());
    assertEquals(process + 1, host.porto.boxes.get("web").starts);
    assertEquals("sleep\t1", host.porto.boxes.get("web").properties.get("command_argv"));
    assertTrue(host.plan(pending).pending().isPresent());
    assertTrue(host.record("web").pending().isPresent());
  }

  @Test
  void aRefreshOfAHeldDaemonSaysWhoHoldsIt() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.engine().operator().maintain("web", "alice", "disk swap");
    int process = host.porto.boxes.get("web").starts;
    Outcome refreshed = host.engine().refresh("web", "a file changed", Progress.NONE);
    assertFalse(refreshed.changed());
    assertTrue(refreshed.waits().contains("maintenance by alice"), refreshed.waits());
    assertEquals(process, host.porto.boxes.get("web").starts);
  }

  @Test
  void everyStartButTheFirstIsARestart() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    assertEquals(0, host.record("web").restarts());
    host.engine().restart("web", "asked", Progress.NONE);
    assertEquals(1, host.record("web").restarts());
    host.execute(running("web", Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M"), Map.of()));
    assertEquals(2, host.record("web").restarts());
    host.porto.boxes.get("web").state = "dead";
    host.execute(running("web", Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M"), Map.of()));
    assertEquals(3, host.record("web").restarts());
    assertThrows(EngineException.class, () -> host.execute(running("web", CRASH, Map.of())));
    assertEquals(5, host.record("web").restarts(), "the new revision, and the one before again");
  }
}
