package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.Health;

/** How one knows that a daemon is well is kept in the store, and restarts nothing. */
class StoredHealthTest {
  @AutoClose
  private final ModelHost host = new ModelHost();

  private static Definition web(Map<String, ?> health) throws Exception {
    return new DefinitionReader(ModelHost.CATALOGUE).readNamed("web", Map.of("version", "1", "min_uptime", 0,
        "properties", Map.of("cmd", List.of("sleep", "1")), "health", health), "test");
  }

  private Health stored() throws Exception {
    return new Definitions(ModelHost.CATALOGUE, new StateStore(host.directory.resolve("state")))
        .current("web").definition().health();
  }

  @Test
  void aChangedProbeIsStoredAndRestartsNothing() throws Exception {
    String revision = host.execute(web(Map.of())).revision();
    int process = host.porto.boxes.get("web").starts;
    Definition probed = web(Map.of("restart_files", List.of("/etc/web.key")));
    DaemonPlan plan = host.plan(probed);
    assertEquals(Disruption.NONE, plan.disruption());
    assertEquals(List.of("health: (unset) -> {\"restart_files\":[\"/etc/web.key\"],\"restart_backoff\":10,"
        + "\"restart_backoff_max\":600,\"restarts_per_hour\":6}"),
        plan.differences().stream().map(Difference::text).toList());
    Outcome outcome = host.execute(probed);
    assertTrue(outcome.changed());
    assertEquals(revision, outcome.revision());
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertEquals(probed.health(), stored());
    assertFalse(host.plan(probed).changes());

    host.execute(web(Map.of()));
    assertEquals(Health.NONE, stored());
    assertEquals(process, host.porto.boxes.get("web").starts);
  }
}
