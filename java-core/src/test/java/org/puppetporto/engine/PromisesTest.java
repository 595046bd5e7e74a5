package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;

/** What docs/engine.md promises and no other test is about. */
class PromisesTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  private static Map<String, Object> with(String property, Object value) {
    Map<String, Object> properties = new HashMap<>(SLEEP);
    properties.put(property, value);
    return properties;
  }

  @Test
  void aDeclaredPrivateIsLeftAlone() throws Exception {
    Definition web = running("web", with("private", "mine"), Map.of("web-bin", "1"));
    host.execute(web);
    assertEquals("mine", host.porto.boxes.get("web").properties.get("private"));
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    assertTrue(host.porto.boxes.get("web").properties.get("private").contains("web-bin"));
  }

  @Test
  void dockerReadsBackAsAppAndIsNoChange() throws Exception {
    Definition web = running("web", with("virt_mode", "docker"), Map.of());
    host.execute(web);
    host.porto.boxes.get("web").properties.put("virt_mode", "app");
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aLimitBelowWhatIsUsedIsARestart() throws Exception {
    host.execute(running("web", with("memory_limit", "64M"), Map.of()));
    Box box = host.porto.boxes.get("web");
    box.usage = 32L << 20;
    assertEquals(Disruption.LIVE, host.plan(running("web", with("memory_limit", "33M"), Map.of())).disruption());
    Definition tight = running("web", with("memory_limit", "31M"), Map.of());
    assertEquals(Disruption.RESTART, host.plan(tight).disruption());
    host.execute(tight);
    assertFalse(host.plan(tight).changes());
  }

  @Test
  void whatTheKernelCannotDoIsAnErrorOrLeftOut() throws Exception {
    Map<String, Object> wish = with("memory_guarantee", "16M");
    EngineException e = assertThrows(EngineException.class, () -> host.plan(running("web", wish, Map.of())));
    assertEquals(Fault.DEFINITION, e.fault());
    assertTrue(e.getMessage().contains("memory_guarantee") && e.getMessage().contains("unsupported: warn"),
        e.getMessage());
    Definition lenient = define("web", "running", wish, Map.of(), Map.of("unsupported", "warn", "min_uptime", 0));
    assertTrue(host.plan(lenient).notes().contains("left out, this host does not support: memory_guarantee"));
    host.execute(lenient);
    assertFalse(host.plan(lenient).changes());
  }

  /** As after an upgrade that renders the same settings in another way: the label says another revision. */
  @Test
  void anotherRevisionOfTheSameSettingsOnlyRelabels() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    String revision = host.execute(web).revision();
    Box box = host.porto.boxes.get("web");
    int process = box.starts;
    String older = "0123456789012345678901234567890123456789";
    box.labels.put(Labels.REVISION, older);
    StateStore store = new StateStore(host.directory.resolve("state"));
    DaemonRecord record = store.read().daemon("web");
    RevisionRecord current = record.current().get();
    store.write(record.withRevisions(List.of(new RevisionRecord(older, RevisionStatus.CURRENT, current.at(),
        "before the upgrade", current.document(), current.packages()))));
    DaemonPlan plan = host.plan(web);
    assertEquals(Disruption.NONE, plan.disruption(), plan.text());
    host.execute(web);
    assertEquals(process, box.starts);
    assertEquals(revision, box.labels.get(Labels.REVISION));
    assertEquals(revision, host.record("web").current().get().id());
    assertFalse(host.plan(web).changes());
  }

  /** What keeps the daemon between two declarations stops it as it was declared last. */
  @Test
  void aChangedPolicyIsStoredAndDisturbsNothing() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    int process = host.porto.boxes.get("web").starts;
    Definition patient = define("web", "running", SLEEP, Map.of("web-bin", "1"),
        Map.of("stop_timeout", 120, "min_uptime", 0));
    DaemonPlan plan = host.plan(patient);
    assertEquals("stop_timeout: 10 -> 120", plan.differences().get(0).text());
    assertEquals(Disruption.NONE, plan.disruption());
    host.execute(patient);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertFalse(host.plan(patient).changes());
    host.die();
    host.engine().operator().restart("web", "asked", Progress.NONE);
    assertTrue(host.taken.stream().anyMatch(action -> action.action().contains("120")),
        host.taken.toString());
  }

  @Test
  void thePlanSaysWhenThereIsNoWayBack() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of("web-bin", "1"))).revision();
    Definition next = running("web", SLEEP, Map.of("web-bin", "2"));
    assertTrue(host.plan(next).notes().isEmpty());
    host.apt.forgotten = true;
    assertEquals(List.of("no rollback: the .debs of revision " + revision.substring(0, 8) + " cannot be had"),
        host.plan(next).notes());
  }

  @Test
  void aSlotIsAskedForBeforeADisruptionAndGivenBack() throws Exception {
    List<String> slots = new ArrayList<>();
    host.slots = daemon -> {
      slots.add("taken while " + host.porto.boxes.get("web").state);
      return () -> slots.add("given back while " + host.porto.boxes.get("web").state);
    };
    host.execute(running("web", SLEEP, Map.of()));
    host.execute(running("web", with("memory_limit", "64M"), Map.of()));
    assertEquals(List.of(), slots, "neither a first start nor a live change disrupts anything");
    host.execute(running("web", with("cwd", "/tmp"), Map.of()));
    assertEquals(List.of("taken while running", "given back while running"), slots);
  }

  @Test
  void aSlotThatIsNotGrantedLeavesEverythingAsItIs() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    int process = host.porto.boxes.get("web").starts;
    host.die();
    host.slots = daemon -> {
      throw new EngineException(Fault.REFUSED, "both slots are taken, by host1 and host2");
    };
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("web", with("cwd", "/tmp"), Map.of())));
    assertTrue(e.getMessage().contains("by host1 and host2"), e.getMessage());
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertTrue(host.record("web").applying().isEmpty());
  }

  @Test
  void aPackageThatVanishedComesBack() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    host.apt.packages.remove("web-bin");
    host.execute(web);
    assertEquals("1", host.apt.packages.get("web-bin").version());
    host.apt.install("web-bin", "9");
    host.execute(web);
    assertEquals("1", host.apt.packages.get("web-bin").version());
    assertFalse(host.plan(web).changes());
  }
}
