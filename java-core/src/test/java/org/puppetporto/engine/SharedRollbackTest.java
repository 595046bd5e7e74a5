package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;

/** A revision that fails cannot go back to a package of which another daemon has the new version by now. */
class SharedRollbackTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void isRefusedAndLeavesItToPortod() throws Exception {
    host.execute(running("web", SLEEP, Map.of("shared", "1")));
    host.execute(running("api", SLEEP, Map.of("shared", "1")));
    Definition api = running("api", SLEEP, Map.of("shared", "2"));
    Definition web = running("web", Map.of("cmd", List.of(ModelPorto.CRASH)), Map.of("shared", "2"));
    host.engine().declare(List.of(api, web));
    host.execute(api);
    EngineException e = assertThrows(EngineException.class, () -> host.execute(web));
    assertTrue(e.getMessage().contains("shared: 1 is declared here, and 2 by api"), e.getMessage());
    assertTrue(e.getMessage().endsWith("portod goes on starting the new one"), e.getMessage());

    Box box = host.porto.boxes.get("web");
    assertEquals("true", box.properties.get("respawn"));
    assertEquals("2", host.apt.packages.get("shared").version());
    int starts = box.starts;
    host.die();
    host.engine().declare(List.of(api, web));
    assertThrows(EngineException.class, () -> host.execute(web));
    assertEquals(starts, box.starts, "it was tried again");
  }
}
