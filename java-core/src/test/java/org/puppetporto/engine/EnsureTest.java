package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.spec.Definition;

/** What each value of {@code ensure} leaves of a daemon. */
class EnsureTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void stoppedIsCreatedAndKeptStopped() throws Exception {
    Definition stopped = define("web", "stopped", SLEEP, Map.of("web-bin", "1"), Map.of());
    host.execute(stopped);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertFalse(host.porto.boxes.get("web").weak);
    assertFalse(host.plan(stopped).changes());
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    assertEquals("running", host.porto.boxes.get("web").state);
    host.execute(stopped);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertFalse(host.plan(stopped).changes());
  }

  @Test
  void absentKeepsPackagesAndPurgedTakesThem() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    Definition absent = define("web", "absent", Map.of(), Map.of(), Map.of());
    host.execute(absent);
    assertTrue(host.porto.boxes.isEmpty());
    assertTrue(host.apt.packages.containsKey("web-bin"));
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
    assertFalse(host.plan(absent).changes());
    Definition purged = define("web", "purged", Map.of(), Map.of(), Map.of());
    host.execute(purged);
    assertEquals(Set.of("web-bin"), host.apt.removed);
    assertFalse(host.plan(purged).changes());
  }

  /** Else a package that somebody installs by hand later would still count as ours. */
  @Test
  void purgedForgetsPackagesThatWereTakenAwayByHand() throws Exception {
    Definition purged = define("web", "purged", Map.of(), Map.of(), Map.of());
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.porto.boxes.clear();
    host.apt.packages.clear();
    forgets(purged);
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
    host.apt.install("web-bin", "1");
    assertFalse(host.plan(purged).changes());
    host.execute(purged);
    assertTrue(host.apt.packages.containsKey("web-bin"));

    host.apt.packages.clear();
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.execute(define("web", "absent", Map.of(), Map.of(), Map.of()));
    host.apt.packages.put("web-bin", new InstalledPackage("web-bin", "1", "purge", "ok", "not-installed", false));
    forgets(purged);
  }

  private void forgets(Definition purged) throws Exception {
    DaemonPlan plan = host.plan(purged);
    assertTrue(plan.text().contains("packages.web-bin: (missing) -> (forgotten)"), plan.text());
    assertTrue(plan.text().contains("no longer noted as brought by a daemon: web-bin"), plan.text());
    host.execute(purged);
    assertFalse(host.plan(purged).changes());
    assertTrue(new StateStore(host.directory.resolve("state")).read().brought().isEmpty());
  }

  @Test
  void ensureAloneMeansTheDaemonAsItIs() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    Map<String, Object> bare = Map.of("ensure", "stopped", "meta", Map.of("name", "web"));
    host.execute(host.engine().read(bare, "Porto_daemon[web]"));
    assertEquals("stopped", host.porto.boxes.get("web").state);
    Map<String, Object> versioned = Map.of("ensure", "stopped", "meta", Map.of("name", "web", "version", "7"));
    host.execute(host.engine().read(versioned, "Porto_daemon[web]"));
    host.execute(host.engine().read(bare, "Porto_daemon[web]"));
    assertEquals("7", DefinitionDocument.version(host.record("web").current().get().document()));
    EngineException e = assertThrows(EngineException.class, () -> host.engine().read(
        Map.of("ensure", "stopped", "meta", Map.of("name", "nobody")), "Porto_daemon[nobody]"));
    assertTrue(e.getMessage().contains("not known on this host"), e.getMessage());
  }
}
