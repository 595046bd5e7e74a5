package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** What people hold is left as it is, by every door. */
class HoldTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void maintenanceHoldsEverythingButRemoval() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.engine().operator().maintain("web", "alice", "disk swap");
    Definition other = running("web", Map.of("cmd", List.of("sleep", "2"), "memory_limit", "1G"), Map.of());
    DaemonPlan plan = host.plan(other);
    assertFalse(plan.changes());
    assertTrue(plan.pending().get().contains("maintenance by alice"), plan.pending().get());
    int process = host.porto.boxes.get("web").starts;
    host.execute(other);
    host.engine().restart("web", "refreshed", Progress.NONE);
    assertEquals(process, host.porto.boxes.get("web").starts);
    host.engine().operator().release("web");
    host.execute(other);
    assertEquals("sleep\t2", host.porto.boxes.get("web").properties.get("command_argv"));
    host.engine().operator().maintain("web", "alice", "");
    host.execute(define("web", "absent", Map.of(), Map.of(), Map.of()));
    assertTrue(host.porto.boxes.isEmpty());
  }

  @Test
  void anOperatorsStopHoldsUntilStart() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    host.engine().operator().stop("web", "bob", "too loud", Progress.NONE);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertFalse(host.execute(web).changed());
    assertEquals("stopped", host.porto.boxes.get("web").state);
    host.engine().operator().start("web", "swapped", Progress.NONE);
    assertEquals("running", host.porto.boxes.get("web").state);
    assertFalse(host.plan(web).changes());
  }
}
