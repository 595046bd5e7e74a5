package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** A container that somebody changed by hand is brought back to what is declared. */
class DriftTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void aHandMadeEditIsRepaired() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    host.porto.boxes.get("web").properties.put("memory_limit", "1");
    assertEquals(Disruption.LIVE, host.plan(web).disruption());
    host.execute(web);
    assertFalse(host.plan(web).changes());
    host.porto.boxes.get("web").state = "dead";
    host.execute(web);
    assertEquals("running", host.porto.boxes.get("web").state);
    host.porto.boxes.get("web").state = "paused";
    host.execute(web);
    assertEquals("running", host.porto.boxes.get("web").state);
    assertFalse(host.plan(web).changes());
  }

  @Test
  void anUndeclaredLimitSetByHandIsTakenBackLive() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    int process = host.porto.boxes.get("web").starts;
    host.porto.boxes.get("web").properties.put("cpu_limit", "0.1c");
    DaemonPlan plan = host.plan(web);
    assertEquals("properties.cpu_limit: 0.1c -> 0c (live)", plan.differences().get(0).text());
    host.execute(web);
    assertEquals("0c", host.porto.boxes.get("web").properties.get("cpu_limit"));
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aDefaultOfTheHostIsNobodysEdit() throws Exception {
    host.porto.configured.put("aging_time", "3600");
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    assertFalse(host.plan(web).changes());
    host.porto.boxes.get("web").properties.put("aging_time", "60");
    assertEquals("properties.aging_time: 60 -> 3600 (live)", host.plan(web).differences().get(0).text());
    host.execute(web);
    assertEquals("3600", host.porto.boxes.get("web").properties.get("aging_time"));
    assertFalse(host.plan(web).changes());
  }

  @Test
  void driftIsAgainstWhatIsStored() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.porto.boxes.get("web").properties.put("memory_limit", "1048576");
    host.engine().observe();
    assertEquals("properties.memory_limit",
        host.engine().drift("web").get().differences().get(0).path());
    assertTrue(host.engine().drift("nobody").isEmpty());
  }
}
