package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.spec.Definition;

/** What differs is changed with the least disruption, and what does not is left alone. */
class LeastDisruptionTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void startsAndIsThenContent() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    Outcome outcome = host.execute(web);
    assertTrue(outcome.changed());
    assertTrue(outcome.ready());
    Box box = host.porto.boxes.get("web");
    assertEquals("running", box.state);
    assertFalse(box.weak);
    assertEquals("true", box.properties.get("respawn"));
    assertEquals("web", box.labels.get("HOSTMAN.daemon"));
    assertEquals(outcome.revision(), host.record("web").current().get().id());
    assertFalse(host.plan(web).changes());
    assertFalse(host.execute(web).changed());
  }

  @Test
  void changesALimitWithoutRestart() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    int process = host.porto.boxes.get("web").starts;
    Definition more = running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "128M"), Map.of());
    assertEquals(Disruption.LIVE, host.plan(more).disruption());
    host.execute(more);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertEquals("134217728", host.porto.boxes.get("web").properties.get("memory_limit"));
    assertFalse(host.plan(more).changes());
  }

  @Test
  void aDifferentSpellingIsNoChange() throws Exception {
    host.execute(running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "2Gb"), Map.of()));
    assertFalse(host.plan(running("web",
        Map.of("cmd", List.of("sleep", "1"), "memory_limit", "2048Mb"), Map.of())).changes());
  }

  @Test
  void aFailedLiveChangeIsAnErrorAndNoRestart() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    int process = host.porto.boxes.get("web").starts;
    host.porto.refuse(ErrorCode.BUSY, call -> call.equals("set web memory_limit"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(
        running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "1M"), Map.of())));
    assertEquals(Fault.ACTION, e.fault());
    assertEquals(process, host.porto.boxes.get("web").starts);
  }

  @Test
  void aPropertyThatLeftMeansTheDefaultOrANewContainer() throws Exception {
    host.execute(running("web", Map.of("cmd", List.of("sleep"), "cpu_limit", "2c", "cwd", "/tmp"), Map.of()));
    Definition live = running("web", Map.of("cmd", List.of("sleep"), "cwd", "/tmp"), Map.of());
    assertEquals(Disruption.LIVE, host.plan(live).disruption());
    host.execute(live);
    assertEquals("0c", host.porto.boxes.get("web").properties.get("cpu_limit"));
    Definition recreated = running("web", Map.of("cmd", List.of("sleep")), Map.of());
    assertEquals(Disruption.RESTART, host.plan(recreated).disruption());
    host.execute(recreated);
    assertFalse(host.porto.boxes.get("web").properties.containsKey("cwd"));
    assertFalse(host.plan(recreated).changes());
  }

  @Test
  void tellsOfEveryActionTakenAndOfTheOneThatFailed() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of())).revision();
    assertTrue(host.taken.stream().allMatch(action -> action.daemon().equals("web")
        && action.revision().equals(revision) && action.failure().isEmpty()));
    assertTrue(host.taken.stream().anyMatch(action -> action.action().equals("start container web")),
        host.taken.toString());
    host.taken.clear();
    host.porto.refuse(ErrorCode.BUSY, call -> call.equals("set web memory_limit"));
    assertThrows(EngineException.class, () -> host.execute(
        running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "1M"), Map.of())));
    TakenAction last = host.taken.get(host.taken.size() - 1);
    assertTrue(last.failure().get().contains("the model refuses set web memory_limit"), last.toString());
  }
}
