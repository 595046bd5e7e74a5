package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.probe.Answer;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;

/** An update waits for the probe, and goes back when that is never well. */
class ProbedReadinessTest {
  private static final Map<String, ?> PROBE = Map.of("exec", List.of("/bin/check"), "interval", "10ms");

  @AutoClose
  private final ModelHost host = new ModelHost();

  private final List<String> asked = new ArrayList<>();

  private static Definition web(String version, String limit, Map<String, ?> health) throws Exception {
    return new DefinitionReader(ModelHost.CATALOGUE).readNamed("web", Map.of("version", version,
        "min_uptime", 0, "ready_timeout", "300ms",
        "properties", Map.of("cmd", List.of("sleep", limit)), "health", health), "test");
  }

  private void answers(Boolean... well) {
    Iterator<Boolean> all = List.of(well).iterator();
    host.prober = (check, name, timeout, porto) -> {
      asked.add(name + " " + check.text());
      boolean now = !all.hasNext() || all.next();
      return new Answer(now, now ? "exit code 0" : "exec /bin/check: exit code 1");
    };
  }

  @Test
  void aStartWaitsForTheProbe() throws Exception {
    answers(false, false, true);
    host.execute(web("1", "1", Map.of("readiness", PROBE)));
    assertEquals(List.of("web exec /bin/check", "web exec /bin/check", "web exec /bin/check"), asked);
    assertEquals("true", host.porto.boxes.get("web").properties.get("respawn"));
  }

  @Test
  void asManySuccessesAsDeclaredAreNeeded() throws Exception {
    answers(true, false, true, true, true);
    host.execute(web("1", "1", Map.of("readiness",
        Map.of("tcp", 1, "interval", "10ms", "success_threshold", 3))));
    assertEquals(5, asked.size());
  }

  @Test
  void livenessIsAskedWhereThereIsNoReadiness() throws Exception {
    answers(true);
    host.execute(web("1", "1", Map.of("liveness", PROBE)));
    assertEquals(1, asked.size());
    host.execute(web("2", "2", Map.of("liveness", PROBE, "readiness", Map.of("tcp", 80))));
    assertEquals("web tcp 127.0.0.1:80", asked.get(1));
  }

  @Test
  void withoutAProbeNothingIsAsked() throws Exception {
    answers(false);
    host.execute(web("1", "1", Map.of()));
    assertEquals(List.of(), asked);
  }

  @Test
  void anUpdateThatIsNeverWellIsRolledBack() throws Exception {
    answers(true);
    String revision = host.execute(web("1", "1", Map.of("readiness", PROBE))).revision();
    host.prober = (check, name, timeout, porto) -> {
      boolean old = host.porto.boxes.get("web").properties.get("command_argv").equals("sleep\t1");
      return new Answer(old, old ? "exit code 0" : "exec /bin/check: exit code 1");
    };
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(web("2", "2", Map.of("readiness", PROBE))));
    String told = e.getMessage();
    assertTrue(told.contains("it was not ready within 300 ms: exec /bin/check: exit code 1"), told);
    assertTrue(told.contains("rolled back to revision " + revision.substring(0, 8)), told);
    assertEquals(revision, host.record("web").current().get().id());
    assertEquals("sleep\t1", host.porto.boxes.get("web").properties.get("command_argv"));
    assertTrue(host.plan(web("2", "2", Map.of("readiness", PROBE))).pending().get().contains("failed"));
  }
}
