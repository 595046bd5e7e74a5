package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;

/** All daemons come back at once after a reboot. */
class BootTest {
  private static final List<String> NAMES = List.of("aa", "bb", "cc", "dd");
  private static final Duration LONG = Duration.ofMinutes(10);

  @AutoClose
  private final ModelHost host = new ModelHost();

  private final List<String> steps = new ArrayList<>();

  private static Definition daemon(String name, int arg, Map<String, String> packages) {
    return define(name, "running", Map.of("cmd", List.of("sleep", String.valueOf(arg))), packages,
        Map.of("min_uptime", LONG.toSeconds(), "ready_timeout", 2 * LONG.toSeconds()));
  }

  private static void install(ModelHost host) throws EngineException {
    for (String name : NAMES) {
      host.execute(daemon(name, 1, Map.of(name + "-bin", "1")));
    }
  }

  private static void reboot(ModelHost host) {
    host.porto.reboot();
    host.die();
    host.porto.waits.clear();
  }

  private List<Booted> boot() throws EngineException {
    return host.engine().operator().boot((daemon, action, text, percent) -> {
      steps.add(action);
      host.tripwire.pass("before: " + action);
    });
  }

  private int first(String step) {
    return steps.indexOf(steps.stream().filter(taken -> taken.startsWith(step)).findFirst().orElseThrow());
  }

  private int last(String step) {
    List<String> all = steps.stream().filter(taken -> taken.startsWith(step)).toList();
    return steps.lastIndexOf(all.get(all.size() - 1));
  }

  private static void allAreBack(ModelHost host) throws EngineException {
    for (String name : NAMES) {
      Box box = host.porto.boxes.get(name);
      assertEquals("running", box.state, name);
      assertFalse(box.weak, name);
      assertEquals("true", box.properties.get("respawn"), name);
      assertEquals(RevisionStatus.CURRENT, host.record(name).status().orElseThrow(), name);
      assertFalse(host.plan(daemon(name, 1, Map.of(name + "-bin", "1"))).changes(), name);
    }
  }

  @Test
  void allAreStartedBeforeOneIsWaitedFor() throws Exception {
    install(host);
    reboot(host);
    List<Booted> booted = boot();
    assertEquals(NAMES, booted.stream().map(Booted::name).toList());
    assertTrue(booted.stream().allMatch(one -> one.outcome().filter(Outcome::ready).isPresent()), booted.toString());
    assertTrue(last("start container") < first("wait until"), steps.toString());
    assertTrue(first("set respawn of aa to true") > first("wait until aa"), "respawn comes last: " + steps);
    allAreBack(host);
  }

  @Test
  void theTimeOfEachCountsFromItsOwnStart() throws Exception {
    install(host);
    reboot(host);
    boot();
    assertEquals(NAMES.size(), host.porto.waits.size());
    assertTrue(host.porto.waits.stream().allMatch(wait -> wait.compareTo(LONG) < 0), host.porto.waits.toString());
  }

  @Test
  void oneThatDiesIsToldAndKeepsNobodyDown() throws Exception {
    install(host);
    reboot(host);
    List<Booted> booted = host.engine().operator().boot((daemon, action, text, percent) -> {
      steps.add(action);
      if (action.startsWith("wait until aa")) {
        host.porto.boxes.get("bb").state = "dead";
      }
    });
    assertTrue(last("start container dd") < first("wait until"), steps.toString());
    for (Booted one : booted) {
      assertEquals(one.name().equals("bb"), one.failure().isPresent(), booted.toString());
    }
    String told = booted.get(1).failure().orElseThrow().getMessage();
    assertTrue(told.contains("could not wait until bb is ready") && told.contains("exit code 3"), told);
    assertEquals("true", host.porto.boxes.get("bb").properties.get("respawn"), "portod goes on trying");
    assertTrue(new StateStore(host.directory.resolve("state")).cutOff().isEmpty());
  }

  @Test
  void whoNeedsAptOrASlotFollowsOneByOne() throws Exception {
    install(host);
    reboot(host);
    host.apt.packages.remove("aa-bin");
    assertTrue(boot().stream().allMatch(one -> one.failure().isEmpty()));
    assertTrue(first("start container aa") > first("wait until dd"), steps.toString());
    steps.clear();
    host.porto.boxes.values().forEach(box -> box.properties.put("command_argv", "other"));
    boot();
    assertTrue(first("wait until aa") < first("stop container bb"), "one restart at a time: " + steps);
    allAreBack(host);
  }

  @Test
  void aBootThatWasCutOffAnywhereIsFinishedByTheNext() throws Exception {
    for (int point = 0; killed(point); point++) {
      assertTrue(point < 10_000);
    }
  }

  /** Whether there was such a point. */
  private boolean killed(int point) throws Exception {
    try (ModelHost mortal = new ModelHost()) {
      install(mortal);
      reboot(mortal);
      mortal.tripwire.arm(point);
      boolean cut = false;
      List<String> seen = new ArrayList<>();
      try {
        mortal.engine().operator().boot((daemon, action, text, percent) -> {
          seen.add(action);
          mortal.tripwire.pass("before: " + action);
        });
      } catch (Killed e) {
        cut = true;
      }
      mortal.tripwire.disarm();
      mortal.die();
      List<Booted> booted = mortal.engine().operator().boot(Progress.NONE);
      assertTrue(booted.stream().allMatch(one -> one.failure().isEmpty()), point + ": " + booted);
      long told = booted.stream().flatMap(one -> one.outcome().orElseThrow().events().stream())
          .filter(event -> event.startsWith("an earlier run was cut off at")).count();
      assertEquals(cut && !seen.isEmpty() ? 1 : 0, told, point + ": " + booted + seen);
      allAreBack(mortal);
      assertTrue(new StateStore(mortal.directory.resolve("state")).cutOff().isEmpty());
      return cut;
    }
  }
}
