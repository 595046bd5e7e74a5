package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** What an update does while the old revision still runs, and what while nothing does. */
class PlanOrderTest {
  private static final Map<String, ?> ONE = Map.of("cmd", List.of("sleep", "1"));
  private static final Map<String, ?> TWO = Map.of("cmd", List.of("sleep", "2"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  @BeforeEach
  void install() throws Exception {
    host.execute(running("web", ONE, Map.of("web-bin", "1", "web-old", "1")));
  }

  /** The kinds of steps, in order. */
  private List<String> steps(Definition wanted) throws Exception {
    List<String> steps = new ArrayList<>();
    for (Action action : host.plan(wanted).actions()) {
      steps.add(action.getClass().getSimpleName());
    }
    return steps;
  }

  @Test
  void nothingButStopTransactionAndStartIsDowntime() throws Exception {
    List<String> steps = steps(running("web", TWO, Map.of("web-bin", "2")));
    assertEquals(List.of("Begin", "Keep", "Fetch", "Check", "SlotAction", "ReadLastWords", "Stop", "Destroy",
        "Transact", "CreateWeak", "SetLabel", "SetLabel", "SetOwn", "SetProperty", "Start", "SetOwn", "AwaitReady",
        "SetOwn", "Promote"), steps);
  }

  @Test
  void theTransactionOfAnUpdateBringsAndTakesInOne() throws Exception {
    List<Action> actions = host.plan(running("web", TWO, Map.of("web-bin", "2"))).actions();
    List<String> texts = actions.stream().filter(PackageAction.Transact.class::isInstance).map(Action::text).toList();
    assertEquals(List.of("install web-bin=2, purge web-old"), texts);
  }

  /** As the host manager before did it: the old revision goes with all of its packages, then the new one comes. */
  @Test
  void recreateTakesEverythingAwayFirst() throws Exception {
    Definition wanted = define("web", "running", TWO, Map.of("web-bin", "2"),
        Map.of("update_strategy", "recreate", "min_uptime", 0));
    List<Action> actions = host.plan(wanted).actions();
    List<String> texts = actions.stream().filter(PackageAction.Transact.class::isInstance).map(Action::text).toList();
    assertEquals(List.of("purge web-bin, web-old", "install web-bin=2"), texts);
    assertFalse(steps(wanted).contains("Fetch"), "it is fetched while nothing runs, as it was");
    assertTrue(steps(wanted).indexOf("Destroy") < steps(wanted).indexOf("Transact"));
    host.execute(wanted);
    assertTrue(host.apt.removed.containsAll(List.of("web-bin", "web-old")));
  }

  /** The wait for readiness comes before respawn, which would hide a crash, and after the container is permanent. */
  @Test
  void respawnIsOnOnlyWhenReady() throws Exception {
    List<String> texts = host.plan(running("web", TWO, Map.of())).actions().stream().map(Action::text).toList();
    int started = texts.indexOf("start container web");
    assertEquals("set weak of web to false", texts.get(started + 1));
    assertTrue(texts.get(started + 2).startsWith("wait until web is ready"), texts.toString());
    assertEquals("set respawn of web to true", texts.get(started + 3));
    assertFalse(texts.subList(0, started).contains("set respawn of web to true"));
  }

  @Test
  void whatIsAsDeclaredIsNotSimulated() throws Exception {
    int simulations = host.apt.simulations;
    assertFalse(host.plan(running("web", ONE, Map.of("web-bin", "1", "web-old", "1"))).changes());
    assertEquals(simulations, host.apt.simulations);
    host.plan(running("web", TWO, Map.of("web-bin", "1", "web-old", "1")));
    assertEquals(simulations, host.apt.simulations, "only packages that differ are simulated");
    host.plan(running("web", ONE, Map.of("web-bin", "2", "web-old", "1")));
    assertEquals(simulations + 1, host.apt.simulations);
  }

  @Test
  void whatHasToWaitIsNotSimulated() throws Exception {
    int simulations = host.apt.simulations;
    Definition later = define("web", "running", ONE, Map.of("web-bin", "2", "web-old", "1"),
        Map.of("restart_policy", "pending", "min_uptime", 0));
    assertTrue(host.plan(later).pending().isPresent());
    assertEquals(simulations, host.apt.simulations);
  }
}
