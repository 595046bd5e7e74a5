package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.spec.Definition;

/** A daemon whose first revision does not come up: there is nothing to go back to. */
class FirstRevisionTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"));
  private static final Map<String, ?> CRASH = Map.of("cmd", List.of("crash"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  private EngineException fails(Definition definition) {
    EngineException e = assertThrows(EngineException.class, () -> host.execute(definition));
    host.die();
    return e;
  }

  private RevisionStatus status() throws Exception {
    return host.record("web").status().get();
  }

  @Test
  void isRememberedLeftToPortodAndNotTriedAgain() throws Exception {
    Definition bad = running("web", CRASH, Map.of("web-bin", "1"));
    EngineException e = fails(bad);
    assertTrue(e.getMessage().contains("boom"), e.getMessage());
    assertTrue(e.getMessage().contains("is remembered as FAILED, there is none before it to go back to"),
        e.getMessage());
    assertTrue(e.getMessage().contains("`porto-daemon retry web --reason TEXT`"), e.getMessage());
    assertEquals(RevisionStatus.FAILED, status());
    assertEquals("respawning", host.porto.boxes.get("web").state, "portod goes on trying");
    assertFalse(host.porto.boxes.get("web").weak);

    int starts = host.porto.boxes.get("web").starts;
    Outcome again = host.execute(bad);
    assertFalse(again.changed());
    assertTrue(again.events().get(0).contains("is not tried again until the definition changes"),
        again.events().toString());
    host.porto.boxes.get("web").state = "dead";
    assertFalse(host.execute(bad).changed());
    assertEquals(starts, host.porto.boxes.get("web").starts);
  }

  @Test
  void becomesCurrentWhenItComesUpAfterAll() throws Exception {
    Definition slow = running("web", CRASH, Map.of());
    fails(slow);
    host.porto.boxes.get("web").state = "running";
    host.execute(slow);
    assertEquals(RevisionStatus.CURRENT, status());
    assertFalse(host.plan(slow).changes());
  }

  @Test
  void isTriedAgainAfterRetryAndFailsAgain() throws Exception {
    // Portod goes on respawning it, so nothing but the deadline ends the second try.
    Definition bad = define("web", "running", CRASH, Map.of(), Map.of("min_uptime", 0, "ready_timeout", 1));
    fails(bad);
    host.engine().operator().retry("web");
    assertTrue(host.plan(bad).changes());
    fails(bad);
    assertEquals(RevisionStatus.FAILED, status());
  }

  @Test
  void aChangedDefinitionIsTriedAtOnce() throws Exception {
    fails(running("web", CRASH, Map.of("web-bin", "1")));
    Definition good = running("web", SLEEP, Map.of("web-bin", "2"));
    host.execute(good);
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals(RevisionStatus.CURRENT, status());
    assertFalse(host.plan(good).changes());
  }

  /** Its user or its program may come with the next run; nothing runs that trying again would disturb. */
  @ParameterizedTest
  @ValueSource(strings = {"start web", "set web command_argv"})
  void oneThatPortoRefusesLeavesNoContainerAndIsTriedAgain(String refused) throws Exception {
    host.porto.refuse(ErrorCode.INVALID_VALUE, call -> call.equals(refused));
    Definition early = running("web", SLEEP, Map.of("web-bin", "1"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(early));
    assertFalse(e.getMessage().contains("FAILED"), e.getMessage());
    assertNull(host.porto.boxes.get("web"), "also over a connection that goes on, as an agent's does");
    assertThrows(EngineException.class, () -> host.execute(early));
    host.porto.refuse(ErrorCode.INVALID_VALUE, call -> false);
    assertTrue(host.execute(early).changed());
    assertEquals(RevisionStatus.CURRENT, status());
  }

  @Test
  void aFailedPostinstIsRememberedToo() throws Exception {
    host.apt.broken.put("web-bin", "1");
    Definition bad = running("web", SLEEP, Map.of("web-bin", "1"));
    assertEquals(Fault.PACKAGES, fails(bad).fault());
    assertEquals(RevisionStatus.FAILED, status());
    assertFalse(host.execute(bad).changed());
    host.apt.broken.clear();
    host.engine().operator().retry("web");
    host.execute(bad);
    assertEquals(RevisionStatus.CURRENT, status());
  }

  @Test
  void whatIsNotTheDefinitionsFaultIsTriedAgain() throws Exception {
    host.apt.missing.add("web-bin=1");
    Definition early = running("web", SLEEP, Map.of("web-bin", "1"));
    fails(early);
    assertTrue(host.record("web").revisions().isEmpty());
    host.apt.missing.clear();
    host.apt.full = true;
    fails(early);
    host.apt.full = false;
    assertTrue(host.execute(early).changed());
    assertEquals(RevisionStatus.CURRENT, status());
  }

  @Test
  void canBeStoppedStartedAndRemoved() throws Exception {
    Definition bad = running("web", CRASH, Map.of("web-bin", "1"));
    fails(bad);
    host.engine().operator().stop("web", "bob", "too loud", Progress.NONE);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    host.engine().operator().start("web", "", Progress.NONE);
    assertEquals(RevisionStatus.FAILED, status(), "a start is no retry");
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertTrue(host.porto.boxes.isEmpty());
    assertTrue(host.apt.packages.isEmpty());
    assertEquals(RevisionStatus.REMOVED, status());
  }

  /** Portod goes on starting it, by the packages that another daemon is rid of. */
  @Test
  void keepsItsPackagesWhenAnotherDaemonThatHadThemIsPurged() throws Exception {
    fails(running("web", CRASH, Map.of("shared", "1", "web-bin", "1")));
    host.execute(running("api", SLEEP, Map.of("shared", "1", "api-bin", "1")));
    host.die();
    host.execute(define("api", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("api-bin"), host.apt.removed);
    host.die();
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("api-bin", "shared", "web-bin"), host.apt.removed);
  }
}
