package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.spec.Definition;

/** A CURRENT revision in the store that this version's validation does not read any more. */
class UnreadableRevisionTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");
  private static final Map<String, ?> CRASH = Map.of("cmd", List.of("crash"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  private final Definition bad = running("web", CRASH, Map.of("web-bin", "2"));
  private String good;

  @BeforeEach
  void unreadable() throws Exception {
    good = host.execute(running("web", SLEEP, Map.of("web-bin", "1"))).revision();
    spoil("memory_limit", "memory_lid");
  }

  /** As if the version that stored the definition had known a property that this one does not. */
  private void spoil(String property, String other) throws Exception {
    host.die();
    Path file = host.directory.resolve("state/daemons/web.json");
    String text = Files.readString(file);
    assertTrue(text.contains("\"" + property + "\""), text);
    Files.writeString(file, text.replace("\"" + property + "\"", "\"" + other + "\""));
  }

  private void remembered(EngineException e) throws Exception {
    String failed = bad(e);
    assertEquals(RevisionStatus.FAILED, host.record("web").find(failed).get().status());
    assertEquals(good, host.record("web").current().get().id(), "what failed is not CURRENT");
    int actions = host.taken.size();
    Outcome again = host.execute(bad);
    assertFalse(again.changed());
    assertEquals(actions, host.taken.size());
    assertTrue(again.waits().contains("porto-daemon retry web"), again.waits());
    assertTrue(again.waits().contains("memory_lid"), again.waits());
  }

  /** What the error says; the revision that failed. */
  private String bad(EngineException e) throws Exception {
    String failed = host.engine().desire(bad).revision();
    String text = e.getMessage();
    assertTrue(text.contains("there was no rollback, since revision " + good.substring(0, 8)), text);
    assertTrue(text.contains("memory_lid"), text);
    assertTrue(text.contains("revision " + failed.substring(0, 8) + " is remembered as FAILED"), text);
    assertTrue(text.contains("porto-daemon retry web"), text);
    assertTrue(text.contains("declare what that revision said (`porto-daemon spec web`) in a form that this version"
        + " reads"), text);
    return failed;
  }

  @Test
  void whatDoesNotGetReadyIsRememberedAndLeftToPortod() throws Exception {
    remembered(assertThrows(EngineException.class, () -> host.execute(bad)));
    assertEquals("respawning", host.porto.boxes.get("web").state);
    assertEquals("true", host.porto.boxes.get("web").properties.get("respawn"));
  }

  @Test
  void whatFailsOfItsPackagesIsRemembered() throws Exception {
    host.apt.broken.put("web-bin", "2");
    remembered(assertThrows(EngineException.class, () -> host.execute(bad)));
  }

  @Test
  void aContainerThatCannotBeMadeIsNotLeftBehind() throws Exception {
    host.porto.refuse(ErrorCode.INVALID_VALUE, call -> call.startsWith("start "));
    Definition refused = running("web", Map.of("cmd", List.of("sleep", "2")), Map.of());
    assertThrows(EngineException.class, () -> host.execute(refused));
    assertTrue(host.porto.boxes.isEmpty(), "a weak container of an agent lives as long as the agent");
    assertFalse(host.execute(refused).changed());
  }

  @Test
  void whatTouchedNothingIsForgotten() throws Exception {
    host.apt.missing.add("web-bin=2");
    assertThrows(EngineException.class, () -> host.execute(bad));
    assertEquals(List.of(good), host.record("web").revisions().stream().map(RevisionRecord::id).toList());
  }

  @Test
  void retryTriesAgain() throws Exception {
    assertThrows(EngineException.class, () -> host.execute(bad));
    host.porto.boxes.get("web").state = "running";
    host.engine().operator().retry("web", "mended", Progress.NONE);
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals(host.engine().desire(bad).revision(), host.record("web").current().get().id());
    assertFalse(host.execute(bad).changed());
  }

  @Test
  void anotherDefinitionReplacesBoth() throws Exception {
    assertThrows(EngineException.class, () -> host.execute(bad));
    Definition mended = running("web", SLEEP, Map.of("web-bin", "2"));
    assertTrue(host.execute(mended).ready());
    assertFalse(host.plan(mended).changes());
  }

  @Test
  void itIsPurgedByItsRecord() throws Exception {
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertTrue(host.porto.boxes.isEmpty());
    assertEquals(Set.of("web-bin"), host.apt.removed);
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
  }
}
