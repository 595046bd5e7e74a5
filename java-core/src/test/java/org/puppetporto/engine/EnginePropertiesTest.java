package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;

/** For random definitions, hosts and faults: plan then execute reaches what is declared, and touches nothing else. */
class EnginePropertiesTest {
  private static final List<String> NAMES = List.of("web", "api");
  private static final List<String> PACKAGES = List.of("alpha", "beta", "gamma");

  /** Something that happens to the host: a declaration, a hand-made edit, a loss. */
  sealed interface Event permits Declare, Disturb {}

  /** What goes wrong while it is carried out. */
  enum Trouble { NONE, KILLED, REQUEST_LOST, ANSWER_LOST, RESTART, PACKAGE_FAILS, DISK_FULL }

  /** @param at the point at which the trouble comes; beyond the last one it does not */
  record Declare(String name, String ensure, Map<String, Object> properties, Map<String, String> packages,
      boolean recreate, boolean adopt, Trouble trouble, int at) implements Event {}

  enum Kind { STATE, LIMIT, LABEL, UNLABELLED, PACKAGE_GONE, PACKAGE_OTHER, REBOOT, LOSE_STORE,
    LOSE_PACKAGE_LIST, CONTAINER_GONE, HOLD }

  record Disturb(Kind kind, String name, String word) implements Event {}

  @Provide
  Arbitrary<List<Event>> histories() {
    Arbitrary<String> names = Arbitraries.of(NAMES);
    Arbitrary<Map<String, Object>> properties = Combinators.combine(
        Arbitraries.of("1", "2"), Arbitraries.of("", "64M", "128M"), Arbitraries.of("", "1c", "2.5c"),
        Arbitraries.of("", "/tmp"), Arbitraries.of("", "027")).as((argument, memory, cpu, cwd, umask) -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("cmd", List.of("sleep", argument));
          put(map, "memory_limit", memory);
          put(map, "cpu_limit", cpu);
          put(map, "cwd", cwd);
          put(map, "umask", umask);
          return map;
        });
    Arbitrary<Map<String, String>> packages = Arbitraries.maps(
        Arbitraries.of(PACKAGES), Arbitraries.of("1", "2")).ofMaxSize(3);
    Arbitrary<Event> declare = Combinators.combine(names,
        Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(5, Arbitraries.just("running")),
            net.jqwik.api.Tuple.of(4, Arbitraries.of("stopped", "absent", "purged"))),
        properties, packages, Arbitraries.of(true, false), Arbitraries.of(true, false),
        Arbitraries.of(Trouble.class), Arbitraries.integers().between(0, 90)).as(Declare::new);
    Arbitrary<Event> disturb = Combinators.combine(Arbitraries.of(Kind.class), names,
        Arbitraries.of("dead", "stopped", "paused", "respawning")).as(Disturb::new);
    return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, declare), net.jqwik.api.Tuple.of(2, disturb))
        .list().ofMinSize(1).ofMaxSize(8);
  }

  private static void put(Map<String, Object> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  @Property(tries = 150)
  void everyHistoryEndsWhereItWasDeclaredToEnd(@ForAll("histories") List<Event> history) throws Exception {
    try (ModelHost host = new ModelHost()) {
      Box foreign = host.porto.foreign("foreign");
      foreign.state = "running";
      host.apt.install("foreign-package", "1");
      host.apt.install("gamma", "1");
      for (Event event : history) {
        if (event instanceof Declare declare) {
          declare(host, declare);
        } else {
          disturb(host, (Disturb) event);
        }
        assertFalse(host.porto.touched.contains("foreign"), "a container without our label was touched");
        assertFalse(host.apt.removed.contains("foreign-package"), "a package without our claim was removed");
        assertFalse(host.apt.removed.contains("gamma"), "a package that was there before was removed");
      }
    }
  }

  private static void declare(ModelHost host, Declare declare) throws Exception {
    Map<String, Object> policy = Map.of("min_uptime", 0, "adopt", declare.adopt(),
        "update_strategy", declare.recreate() ? "recreate" : "least_disruption");
    Definition wanted = ModelHost.define(
        declare.name(), declare.ensure(), declare.properties(), declare.packages(), policy);
    Set<String> before = new TreeSet<>(host.apt.packages.keySet());
    if (isForeign(host, wanted.name()) && (!declare.adopt() || wanted.ensure().removes())) {
      leavesAlone(host, wanted);
      return;
    }
    if (host.record(wanted.name()).hold().isPresent() && !wanted.ensure().removes()) {
      holds(host, wanted);
    }
    namesOnlyOurs(host, wanted);
    trouble(host, declare);
    try {
      host.execute(wanted);
    } catch (Killed e) {
      assertEquals(Trouble.KILLED, declare.trouble());
    } catch (EngineException e) {
      if (!told(declare.trouble(), e)) {
        refused(e);
      }
    }
    calm(host);
    Set<String> neighbours = packagesOfOthers(host, declare.name());
    try {
      host.execute(wanted);
    } catch (EngineException e) {
      refused(e);
      return;
    }
    reached(host, wanted);
    assertFalse(host.plan(wanted).changes(), () -> "a second plan is not empty: " + text(host, wanted));
    for (String name : neighbours) {
      assertTrue(host.apt.packages.containsKey(name) || !before.contains(name), name + " was taken from another daemon");
    }
  }

  private static boolean isForeign(ModelHost host, String name) {
    Box box = host.porto.boxes.get(name);
    return box != null && !name.equals(box.labels.get(Labels.DAEMON));
  }

  /** A container of the daemon's name that does not carry our label: refused, or left alone by a removal. */
  private static void leavesAlone(ModelHost host, Definition wanted) throws Exception {
    host.porto.touched.clear();
    try {
      assertTrue(host.plan(wanted).actions().stream().noneMatch(ContainerAction.class::isInstance),
          "an action names a container without our label");
      host.execute(wanted);
      assertTrue(wanted.ensure().removes(), "a foreign container was taken for ours");
    } catch (EngineException e) {
      assertTrue(wanted.ensure().removes() || e.getMessage().contains("does not carry our label"),
          e.getMessage());
    }
    assertFalse(host.porto.touched.contains(wanted.name()), "a container without our label was touched");
  }

  /** Under maintenance nothing is touched; it ends here. */
  private static void holds(ModelHost host, Definition wanted) throws Exception {
    host.porto.touched.clear();
    Map<String, ?> packages = Map.copyOf(host.apt.packages);
    try {
      assertFalse(host.execute(wanted).changed(), "maintenance did not hold");
    } catch (EngineException e) {
      refused(e);
    }
    assertEquals(Set.of(), host.porto.touched);
    assertEquals(packages, host.apt.packages);
    host.engine().operator().release(wanted.name());
  }

  /** No action names a container or a package of somebody else. */
  private static void namesOnlyOurs(ModelHost host, Definition wanted) throws Exception {
    List<Action> actions;
    try {
      actions = host.plan(wanted).actions();
    } catch (EngineException e) {
      refused(e);
      return;
    }
    Set<String> others = packagesOfOthers(host, wanted.name());
    others.addAll(Set.of("foreign-package", "gamma"));
    for (Action action : actions) {
      assertEquals(wanted.name(), action.daemon());
      if (action instanceof PackageAction.Transact transact) {
        Set<String> installs = transact.transaction().install().keySet();
        assertTrue(wanted.packages().keySet().containsAll(installs), action.text());
        assertTrue(transact.transaction().remove().stream().noneMatch(others::contains), action.text());
      }
    }
  }

  private static void trouble(ModelHost host, Declare declare) {
    switch (declare.trouble()) {
      case KILLED -> host.tripwire.arm(declare.at());
      case PACKAGE_FAILS -> declare.packages().forEach(host.apt.broken::put);
      case DISK_FULL -> host.apt.full = true;
      case NONE -> { }
      default -> {
        host.porto.breach = ModelPorto.Breach.valueOf(declare.trouble().name());
        host.porto.breachAt = declare.at() / 4;
      }
    }
  }

  /** Whether the failure is what the trouble has to end in. */
  private static boolean told(Trouble trouble, EngineException e) {
    return switch (trouble) {
      case REQUEST_LOST, ANSWER_LOST, RESTART -> e.getMessage().contains("the connection to portod broke");
      case PACKAGE_FAILS -> e.getMessage().contains("post-installation script failed")
          || e.getMessage().contains("still fails");
      case DISK_FULL -> e.getMessage().contains("No space left on device");
      default -> false;
    };
  }

  /** The trouble is over, portod has started what respawns, and a new process may try again what failed. */
  private static void calm(ModelHost host) throws Exception {
    host.tripwire.disarm();
    host.porto.breach = ModelPorto.Breach.NONE;
    host.apt.broken.clear();
    host.apt.full = false;
    host.porto.boxes.values().stream().filter(box -> box.state.equals("respawning"))
        .forEach(box -> box.state = "running");
    host.die();
    for (String name : NAMES) {
      if (host.record(name).revisions().stream().anyMatch(known -> known.status() == RevisionStatus.FAILED)) {
        host.engine().operator().retry(name);
      }
    }
  }

  private static String text(ModelHost host, Definition wanted) {
    try {
      return host.plan(wanted).text();
    } catch (EngineException e) {
      return e.getMessage();
    }
  }

  /** The only refusals: two daemons that pin one package differently, and packages nobody knows any more. */
  private static void refused(EngineException e) {
    assertEquals(Fault.REFUSED, e.fault(), e.getMessage());
    assertTrue(e.getMessage().contains("declare the same one in both") || e.getMessage().contains("is not known")
        || e.getMessage().contains("needs at"), e.getMessage());
  }

  private static Set<String> packagesOfOthers(ModelHost host, String name) throws Exception {
    Set<String> needed = new TreeSet<>();
    for (String other : NAMES) {
      if (!other.equals(name)) {
        host.record(other).current().ifPresent(revision -> needed.addAll(revision.packages().keySet()));
      }
    }
    needed.retainAll(host.apt.packages.keySet());
    return needed;
  }

  private static void reached(ModelHost host, Definition wanted) {
    Box box = host.porto.boxes.get(wanted.name());
    if (wanted.ensure().removes()) {
      assertEquals(null, box);
      return;
    }
    assertEquals(wanted.ensure() == Ensure.RUNNING ? "running" : "stopped", box.state);
    assertFalse(box.weak);
    assertEquals("true", box.properties.get("respawn"));
    wanted.packages().forEach((name, version) -> {
      assertTrue(host.apt.packages.get(name).installed());
      assertEquals(version, host.apt.packages.get(name).version());
    });
    List<String> declared = new ArrayList<>(wanted.properties().keySet());
    declared.remove("command_argv");
    declared.forEach(name ->
        assertEquals(wanted.properties().get(name).canonical(), box.properties.get(name), name));
  }

  private static void disturb(ModelHost host, Disturb disturb) throws Exception {
    Box box = host.porto.boxes.get(disturb.name());
    switch (disturb.kind()) {
      case STATE -> {
        if (box != null) {
          box.state = disturb.word();
        }
      }
      case LIMIT -> {
        if (box != null && box.properties.containsKey("memory_limit")) {
          box.properties.put("memory_limit", "1048577");
        }
      }
      case LABEL -> {
        if (box != null) {
          box.labels.put("HOSTMAN.revision", "0000000000000000000000000000000000000000");
        }
      }
      case UNLABELLED -> {
        if (box != null) {
          box.labels.clear();
        }
      }
      case PACKAGE_GONE -> host.apt.packages.remove("alpha");
      case PACKAGE_OTHER -> host.apt.packages.computeIfPresent("beta", (name, known) -> {
        host.apt.install(name, "9");
        return host.apt.packages.get(name);
      });
      case REBOOT -> {
        Box foreign = host.porto.boxes.get("foreign");
        host.porto.reboot();
        host.porto.boxes.put("foreign", foreign);
      }
      case LOSE_STORE -> {
        host.die();
        host.loseStore();
      }
      case LOSE_PACKAGE_LIST -> {
        host.die();
        Files.deleteIfExists(host.directory.resolve("state/packages.json"));
      }
      case HOLD -> {
        if (!host.record(disturb.name()).revisions().isEmpty()) {
          host.engine().operator().maintain(disturb.name(), "alice", "disk swap");
        }
      }
      case CONTAINER_GONE -> host.porto.boxes.remove(disturb.name());
      default -> throw new IllegalStateException();
    }
  }
}
