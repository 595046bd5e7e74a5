package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.spec.Definition;

/** Kills a real core with SIGKILL; the next one has to converge, also while an orphaned apt-get still runs. */
class KillNineTest {
  private static final Map<String, ?> QUICK = Map.of("min_uptime", 0, "stop_timeout", 1);

  private static Definition web(RealHost host, int variant) {
    return define("web", "running", Map.of("cmd", host.sleep(variant)),
        Map.of("web-bin", String.valueOf(variant)), QUICK);
  }

  private static RealHost host() throws Exception {
    RealHost host = new RealHost();
    for (String version : List.of("1", "2")) {
      host.apt.deb("web-bin", version).script("postinst", "sleep 0.3").publish();
    }
    host.apt.refresh();
    return host;
  }

  @ParameterizedTest
  @ValueSource(strings = {"note revision", "stop container", "destroy container", "install web-bin", "create container",
      "set command_argv", "start container", "set weak", "wait until", "set respawn"})
  void atAStepOfAnUpdate(String step) throws Exception {
    try (RealHost host = host()) {
      host.execute(web(host, 1));
      host.newCore();
      try (ChildCore core = new ChildCore(host.environment())) {
        core.execute(web(host, 2));
        assertTrue(core.awaitProgress(step), "no step began with: " + step);
        core.kill();
      }
      converges(host, 2, step);
    }
  }

  /** {@code -Dkill.rounds=200} for the long run. */
  @Test
  void atRandomMoments() throws Exception {
    int rounds = Integer.getInteger("kill.rounds", 6);
    Random random = new Random(4);
    int killed = 0;
    try (RealHost host = host()) {
      for (int round = 0; round < rounds; round++) {
        int variant = 1 + round % 2;
        try (ChildCore core = new ChildCore(host.environment())) {
          core.execute(web(host, variant));
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2500)));
          core.kill();
          // A journal that was not ended tells that a plan was cut off.
          killed += Files.exists(host.directory.resolve("state/journal")) ? 1 : 0;
        }
        converges(host, variant, "round " + round);
      }
    }
    System.out.println("killed a core in the middle of " + killed + " plans of " + rounds);
  }

  private static void converges(RealHost host, int variant, String context) throws Exception {
    host.newCore();
    host.execute(web(host, variant));
    assertEquals(List.of("web"), host.porto.list(), context);
    assertEquals("running", host.porto.get("web", "state"), context);
    assertEquals("false", host.porto.get("web", "weak"), context);
    assertEquals(1, RealHost.processes(host.sleep(variant)).size(), context);
    assertEquals(0, RealHost.processes(host.sleep(3 - variant)).size(), context);
    assertEquals(variant + " installed", host.apt.query("web-bin"), context);
    assertFalse(host.execute(web(host, variant)).changed(), context);
    host.newCore();
  }
}
