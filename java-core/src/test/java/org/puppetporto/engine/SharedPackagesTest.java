package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** Packages that others need as well, and transactions that would reach further than the daemon. */
class SharedPackagesTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void purgedKeepsWhatWasThereBeforeAndWhatOthersNeed() throws Exception {
    host.apt.install("old", "1");
    host.execute(running("web", SLEEP, Map.of("old", "1", "shared", "1", "own", "1")));
    host.execute(running("api", SLEEP, Map.of("shared", "1")));
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("own"), host.apt.removed);
    host.execute(define("api", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("own", "shared"), host.apt.removed);
  }

  @Test
  void twoPinsOfOnePackageAreRefused() throws Exception {
    host.execute(running("web", SLEEP, Map.of("shared", "1")));
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("api", SLEEP, Map.of("shared", "2"))));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("web"), e.getMessage());
  }

  @Test
  void aPackageThatOthersStillNeedIsLeftToThemWithoutARestart() throws Exception {
    host.execute(running("api", SLEEP, Map.of("shared", "1")));
    host.execute(running("web", SLEEP, Map.of("shared", "1")));
    Definition without = running("web", SLEEP, Map.of());
    assertEquals(Disruption.NONE, host.plan(without).disruption());
    host.execute(without);
    assertTrue(host.apt.packages.containsKey("shared"));
  }

  @Test
  void aTransactionThatReachesTooFarIsRefused() throws Exception {
    host.apt.install("foreign", "1");
    host.apt.conflicts.put("web-bin", "foreign");
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("web", SLEEP, Map.of("web-bin", "1"))));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("foreign"), e.getMessage());
    assertTrue(host.apt.packages.containsKey("foreign"));
    assertTrue(host.porto.boxes.isEmpty());
  }
}
