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
import org.puppetporto.apt.DebArchitecture;
import org.puppetporto.spec.Definition;

/** A package that is named with the host's own architecture is the one that is named without. */
class PackageNamesTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  private static String own(String name) {
    return name + ":" + DebArchitecture.ofThisJvm();
  }

  @Test
  void theArchitectureAddedOrLeftOutIsNoChange() throws Exception {
    host.execute(running("web", SLEEP, Map.of("app", "1")));
    assertFalse(host.plan(running("web", SLEEP, Map.of(own("app"), "1"))).changes());
    host.execute(running("web", SLEEP, Map.of(own("app"), "2")));
    assertEquals("2", host.apt.packages.get("app").version());
    host.execute(define("web", "purged", SLEEP, Map.of(), Map.of()));
    assertFalse(host.apt.packages.containsKey("app"), "it was taken for one that was there before");
  }

  @Test
  void oneDaemonsPurgeLeavesItToTheOther() throws Exception {
    host.execute(running("web", SLEEP, Map.of("app", "1")));
    host.execute(running("api", SLEEP, Map.of(own("app"), "1")));
    host.execute(define("api", "purged", SLEEP, Map.of(), Map.of()));
    assertTrue(host.apt.packages.containsKey("app"));
  }

  @Test
  void theCatalogsPackageClaimsItUnderBothNames() throws Exception {
    host.execute(running("web", SLEEP, Map.of("app", "1")));
    host.engine().claim(Map.of(own("app"), ""));
    host.execute(define("web", "purged", SLEEP, Map.of(), Map.of()));
    assertTrue(host.apt.packages.containsKey("app"));
  }

  @Test
  void twoVersionsUnderBothNamesAreRefused() {
    Definition both = running("web", SLEEP, Map.of("app", "1", own("app"), "2"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(both));
    assertEquals(Fault.DEFINITION, e.fault());
    assertTrue(e.getMessage().contains("app 1 are one package on this host; leave one of the two out"), e.getMessage());
  }
}
