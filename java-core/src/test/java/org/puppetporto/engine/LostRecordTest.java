package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** A record or a state store that was lost is made anew from the containers. */
class LostRecordTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void aLostStoreIsRebuiltFromTheContainer() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    host.loseStore();
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("web-bin"), host.apt.removed);
  }

  @Test
  void withBothLostPurgedFails() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.loseStore();
    host.porto.boxes.get("web").properties.put("private", "scribble");
    Definition purged = define("web", "purged", Map.of(), Map.of(), Map.of());
    EngineException e = assertThrows(EngineException.class, () -> host.execute(purged));
    assertTrue(e.getMessage().contains("not known"), e.getMessage());
  }

  @Test
  void aLostStoreIsWrittenAgainWithoutRestart() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    int process = host.porto.boxes.get("web").starts;
    host.loseStore();
    host.die();
    host.execute(web);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertTrue(host.record("web").current().get().applicable());
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aCorruptRecordIsRebuiltAndSaidSo() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    Files.writeString(host.directory.resolve("state/daemons/web.json"), "{ torn");
    int process = host.porto.boxes.get("web").starts;
    DaemonPlan plan = host.plan(web);
    assertTrue(plan.notes().stream().anyMatch(note -> note.contains("web.json")), plan.notes().toString());
    host.execute(web);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertFalse(host.plan(web).changes());
  }
}
