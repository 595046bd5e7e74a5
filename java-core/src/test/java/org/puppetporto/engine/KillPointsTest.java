package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;

/** Kills the engine at every point of every kind of plan; the next run has to converge. */
class KillPointsTest {
  private static final Map<String, ?> ONE = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");
  private static final Map<String, ?> TWO = Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M");
  private static final Map<String, ?> LIVE = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "128M");
  private static final Map<String, ?> CRASH = Map.of("cmd", List.of("crash"), "memory_limit", "64M");
  private static final Map<String, ?> QUICK = Map.of("min_uptime", 0);

  /** How a host comes to where the plan starts. */
  private interface Setup {
    void on(ModelHost host) throws Exception;
  }

  /**
   * @param aim what is executed, killed and executed again
   * @param reached what the host has to look like in the end
   */
  private record Scenario(String name, Setup setup, Definition aim, Definition reached) {}

  private static List<Scenario> scenarios() {
    Setup fresh = host -> { };
    Definition first = running("web", ONE, Map.of("aa", "1", "bb", "1"));
    Setup installed = host -> host.execute(first);
    Definition bad = running("web", CRASH, Map.of("aa", "2", "cc", "1"));
    Definition broken = running("web", TWO, Map.of("aa", "2", "bb", "1"));
    List<Scenario> all = new ArrayList<>();
    add(all, "install", fresh, first);
    add(all, "update live", installed, running("web", LIVE, Map.of("aa", "1", "bb", "1")));
    add(all, "update with restart", installed, running("web", TWO, Map.of("aa", "2", "cc", "1")));
    add(all, "recreate", installed, define("web", "running", TWO, Map.of("aa", "2", "cc", "1"),
        Map.of("update_strategy", "recreate", "min_uptime", 0)));
    add(all, "stop", installed, define("web", "stopped", ONE, Map.of("aa", "1", "bb", "1"), QUICK));
    add(all, "stop anew", installed, define("web", "stopped", TWO, Map.of("aa", "2"), QUICK));
    add(all, "absent", installed, define("web", "absent", Map.of(), Map.of(), Map.of()));
    add(all, "purged", installed, define("web", "purged", Map.of(), Map.of(), Map.of()));
    all.add(new Scenario("rollback", installed, bad, first));
    all.add(new Scenario("rollback of a failed postinst", host -> {
      host.execute(first);
      host.apt.broken.put("aa", "2");
    }, broken, first));
    add(all, "start of a dead one", host -> {
      host.execute(first);
      host.porto.boxes.get("web").state = "dead";
    }, first);
    add(all, "adopt", host -> {
      Box box = host.porto.foreign("web");
      box.state = "running";
      box.properties.put("command_argv", "sleep\t1");
      box.properties.put("memory_limit", "67108864");
    }, define("web", "running", ONE, Map.of(), Map.of("adopt", true, "min_uptime", 0)));
    add(all, "adopt with another command", host -> {
      Box box = host.porto.foreign("web");
      box.state = "running";
      box.properties.put("command_argv", "other");
    }, define("web", "running", ONE, Map.of("aa", "1"), Map.of("adopt", true, "min_uptime", 0)));
    add(all, "adopt and stop", host -> {
      Box box = host.porto.foreign("web");
      box.state = "running";
      box.properties.put("command_argv", "sleep\t1");
      box.properties.put("memory_limit", "67108864");
    }, define("web", "stopped", ONE, Map.of(), Map.of("adopt", true, "min_uptime", 0)));
    return all;
  }

  private static void add(List<Scenario> all, String name, Setup setup, Definition aim) {
    all.add(new Scenario(name, setup, aim, aim));
  }

  @TestFactory
  Stream<DynamicTest> converges() {
    return scenarios().stream().map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
      int points = count(scenario);
      for (int point = 0; point < points; point++) {
        killAt(scenario, point);
      }
      System.out.println("killed at " + points + " points of: " + scenario.name());
      assertTrue(points > 0);
    }));
  }

  private static int count(Scenario scenario) throws Exception {
    try (ModelHost host = new ModelHost()) {
      scenario.setup().on(host);
      host.tripwire.disarm();
      execute(host, scenario.aim());
      return host.tripwire.passed();
    }
  }

  private static void killAt(Scenario scenario, int point) throws Exception {
    try (ModelHost host = new ModelHost()) {
      scenario.setup().on(host);
      host.tripwire.arm(point);
      String where = "";
      try {
        execute(host, scenario.aim());
      } catch (Killed e) {
        where = e.getMessage();
      }
      assertFalse(where.isEmpty(), "point " + point + " was not reached");
      host.die();
      host.tripwire.disarm();
      execute(host, scenario.aim());
      HostCheck.reached(host, scenario.reached(), scenario.name() + " killed at " + point + ", " + where);
      host.die();
      assertFalse(host.execute(scenario.aim()).changed(), () -> scenario.name() + ": the third run changed something");
      assertEquals(0, host.engine().observe().containers().values().stream().filter(ContainerView::weak).count());
    }
  }

  /** A rollback ends in an error that says so; it is the state of the host that counts. */
  private static void execute(ModelHost host, Definition definition) {
    try {
      host.execute(definition);
    } catch (EngineException e) {
      assertTrue(e.getMessage().contains("rolled back"), e.getMessage());
    }
  }
}
