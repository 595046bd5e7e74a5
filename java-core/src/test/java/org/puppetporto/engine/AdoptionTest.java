package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;

/** A container that somebody else made is left alone, unless it is to be adopted. */
class AdoptionTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void aForeignContainerIsLeftAloneUnlessAdopted() throws Exception {
    Box foreign = host.porto.foreign("web");
    foreign.state = "running";
    foreign.starts = host.porto.nextProcess();
    foreign.properties.put("command_argv", "sleep\t1");
    foreign.properties.put("memory_limit", "67108864");
    EngineException e = assertThrows(EngineException.class, () -> host.execute(running("web", SLEEP, Map.of())));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("adopt: true"));
    assertTrue(host.porto.touched.isEmpty());
    host.execute(define("web", "absent", Map.of(), Map.of(), Map.of()));
    assertTrue(host.porto.touched.isEmpty());

    int process = foreign.starts;
    Definition adopting = define("web", "running", SLEEP, Map.of(), Map.of("adopt", true, "min_uptime", 0));
    host.execute(adopting);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertEquals("web", host.porto.labels("web").get("HOSTMAN.daemon"));
    assertFalse(host.plan(adopting).changes());
  }

  @ParameterizedTest
  @CsvSource({"running, stopped", "dead, stopped", "paused, stopped", "dead, running", "paused, running"})
  void aContainerInAnyStateIsAdopted(String state, String ensure) throws Exception {
    Box foreign = host.porto.foreign("web");
    foreign.state = state;
    foreign.properties.put("command_argv", "sleep\t1");
    foreign.properties.put("memory_limit", "67108864");
    Definition adopting = define("web", ensure, SLEEP, Map.of(), Map.of("adopt", true, "min_uptime", 0));
    host.execute(adopting);
    assertEquals(ensure, host.porto.boxes.get("web").state);
    assertEquals("web", host.porto.labels("web").get("HOSTMAN.daemon"));
    assertFalse(host.plan(adopting).changes());
  }
}
