package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.spec.Definition;

class EngineTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");
  private static final Map<String, ?> CRASH = Map.of("cmd", List.of("crash"), "memory_limit", "64M");
  private final ModelHost host = new ModelHost();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void startsAndIsThenContent() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    Outcome outcome = host.execute(web);
    assertTrue(outcome.changed());
    assertTrue(outcome.ready());
    Box box = host.porto.boxes.get("web");
    assertEquals("running", box.state);
    assertFalse(box.weak);
    assertEquals("true", box.properties.get("respawn"));
    assertEquals("web", box.labels.get("HOSTMAN.daemon"));
    assertEquals(outcome.revision(), host.record("web").current().get().id());
    assertFalse(host.plan(web).changes());
    assertFalse(host.execute(web).changed());
  }

  @Test
  void changesALimitWithoutRestart() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    int process = host.porto.boxes.get("web").starts;
    Definition more = running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "128M"), Map.of());
    assertEquals(Disruption.LIVE, host.plan(more).disruption());
    host.execute(more);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertEquals("134217728", host.porto.boxes.get("web").properties.get("memory_limit"));
    assertFalse(host.plan(more).changes());
  }

  @Test
  void aDifferentSpellingIsNoChange() throws Exception {
    host.execute(running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "2Gb"), Map.of()));
    assertFalse(host.plan(running("web",
        Map.of("cmd", List.of("sleep", "1"), "memory_limit", "2048Mb"), Map.of())).changes());
  }

  @Test
  void aFailedLiveChangeIsAnErrorAndNoRestart() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    int process = host.porto.boxes.get("web").starts;
    host.porto.refuse(ErrorCode.BUSY, call -> call.equals("set web memory_limit"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(
        running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "1M"), Map.of())));
    assertEquals(Fault.ACTION, e.fault());
    assertEquals(process, host.porto.boxes.get("web").starts);
  }

  @Test
  void rollsBackAndRemembersTheFailure() throws Exception {
    Definition good = running("web", SLEEP, Map.of("web-bin", "1"));
    Definition bad = running("web", CRASH, Map.of("web-bin", "2"));
    String revision = host.execute(good).revision();
    EngineException e = assertThrows(EngineException.class, () -> host.execute(bad));
    assertTrue(e.getMessage().contains("rolled back to revision " + revision.substring(0, 8)), e.getMessage());
    assertTrue(e.getMessage().contains("boom"), e.getMessage());
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals("1", host.apt.packages.get("web-bin").version());
    assertEquals(revision, host.record("web").current().get().id());

    DaemonPlan again = host.plan(bad);
    assertFalse(again.changes());
    assertTrue(again.pending().get().contains("failed"));
    assertFalse(host.execute(bad).changed());
    assertFalse(host.plan(good).changes());
  }

  @Test
  void aFailedPostinstKeepsTheOldRevisionAlive() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of("web-bin", "1"))).revision();
    host.apt.broken.put("web-bin", "2");
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("web", SLEEP, Map.of("web-bin", "2"))));
    assertEquals(Fault.PACKAGES, e.fault());
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals(revision, host.porto.labels("web").get("HOSTMAN.revision"));
    assertEquals("1", host.apt.packages.get("web-bin").version());
    assertTrue(host.apt.packages.get("web-bin").installed());
  }

  @Test
  void anUnknownVersionTouchesNothing() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    int process = host.porto.boxes.get("web").starts;
    host.apt.missing.add("web-bin=9");
    Definition wanted = running("web", SLEEP, Map.of("web-bin", "9"));
    assertThrows(EngineException.class, () -> host.execute(wanted));
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertTrue(host.record("web").applying().isEmpty());
  }

  @Test
  void withoutRollbackItStaysAndPortodGoesOnTrying() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Definition bad = define("web", "running", CRASH, Map.of(), Map.of("rollback", false, "min_uptime", 0));
    assertThrows(EngineException.class, () -> host.execute(bad));
    assertEquals("respawning", host.porto.boxes.get("web").state);
    assertEquals("true", host.porto.boxes.get("web").properties.get("respawn"));
    assertEquals(host.porto.labels("web").get("HOSTMAN.revision"), host.record("web").current().get().id());
  }

  @Test
  void stoppedIsCreatedAndKeptStopped() throws Exception {
    Definition stopped = define("web", "stopped", SLEEP, Map.of("web-bin", "1"), Map.of());
    host.execute(stopped);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertFalse(host.porto.boxes.get("web").weak);
    assertFalse(host.plan(stopped).changes());
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    assertEquals("running", host.porto.boxes.get("web").state);
    host.execute(stopped);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertFalse(host.plan(stopped).changes());
  }

  @Test
  void absentKeepsPackagesAndPurgedTakesThem() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    Definition absent = define("web", "absent", Map.of(), Map.of(), Map.of());
    host.execute(absent);
    assertTrue(host.porto.boxes.isEmpty());
    assertTrue(host.apt.packages.containsKey("web-bin"));
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
    assertFalse(host.plan(absent).changes());
    Definition purged = define("web", "purged", Map.of(), Map.of(), Map.of());
    host.execute(purged);
    assertEquals(Set.of("web-bin"), host.apt.removed);
    assertFalse(host.plan(purged).changes());
  }

  @Test
  void purgedKeepsWhatWasThereBeforeAndWhatOthersNeed() throws Exception {
    host.apt.install("old", "1");
    host.execute(running("web", SLEEP, Map.of("old", "1", "shared", "1", "own", "1")));
    host.execute(running("api", SLEEP, Map.of("shared", "1")));
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("own"), host.apt.removed);
    host.execute(define("api", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("own", "shared"), host.apt.removed);
  }

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

  @Test
  void whatWasDoneIsNotDeniedWhenPortodGoesAwayRightAfterwards() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    EngineException e = assertThrows(EngineException.class, () -> host.engine().execute(web,
        (daemon, action, text, percent) -> host.porto.down |= action.endsWith(" as CURRENT")));
    assertEquals(Fault.PORTO_UNREACHABLE, e.fault());
    assertTrue(e.getMessage().startsWith("Porto_daemon[web]: all steps of the plan were taken"), e.getMessage());
    assertFalse(e.getMessage().contains("nothing is done"), e.getMessage());
    assertEquals(RevisionStatus.CURRENT, host.record("web").status().get());
  }

  @Test
  void anUnreachablePortodIsAnErrorAndNeverAbsent() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    host.porto.down = true;
    assertEquals(Fault.PORTO_UNREACHABLE, assertThrows(EngineException.class, () -> host.execute(web)).fault());
    assertEquals(Fault.PORTO_UNREACHABLE, assertThrows(EngineException.class, () -> host.plan(web)).fault());
    host.porto.down = false;
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aHandMadeEditIsRepaired() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    host.porto.boxes.get("web").properties.put("memory_limit", "1");
    assertEquals(Disruption.LIVE, host.plan(web).disruption());
    host.execute(web);
    assertFalse(host.plan(web).changes());
    host.porto.boxes.get("web").state = "dead";
    host.execute(web);
    assertEquals("running", host.porto.boxes.get("web").state);
    host.porto.boxes.get("web").state = "paused";
    host.execute(web);
    assertEquals("running", host.porto.boxes.get("web").state);
    assertFalse(host.plan(web).changes());
  }

  @Test
  void anUndeclaredLimitSetByHandIsTakenBackLive() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    int process = host.porto.boxes.get("web").starts;
    host.porto.boxes.get("web").properties.put("cpu_limit", "0.1c");
    DaemonPlan plan = host.plan(web);
    assertEquals("properties.cpu_limit: 0.1c -> 0c (live)", plan.differences().get(0).text());
    host.execute(web);
    assertEquals("0c", host.porto.boxes.get("web").properties.get("cpu_limit"));
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aDefaultOfTheHostIsNobodysEdit() throws Exception {
    host.porto.configured.put("aging_time", "3600");
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    assertFalse(host.plan(web).changes());
    host.porto.boxes.get("web").properties.put("aging_time", "60");
    assertEquals("properties.aging_time: 60 -> 3600 (live)", host.plan(web).differences().get(0).text());
    host.execute(web);
    assertEquals("3600", host.porto.boxes.get("web").properties.get("aging_time"));
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aPropertyThatLeftMeansTheDefaultOrANewContainer() throws Exception {
    host.execute(running("web", Map.of("cmd", List.of("sleep"), "cpu_limit", "2c", "cwd", "/tmp"), Map.of()));
    Definition live = running("web", Map.of("cmd", List.of("sleep"), "cwd", "/tmp"), Map.of());
    assertEquals(Disruption.LIVE, host.plan(live).disruption());
    host.execute(live);
    assertEquals("0c", host.porto.boxes.get("web").properties.get("cpu_limit"));
    Definition recreated = running("web", Map.of("cmd", List.of("sleep")), Map.of());
    assertEquals(Disruption.RESTART, host.plan(recreated).disruption());
    host.execute(recreated);
    assertFalse(host.porto.boxes.get("web").properties.containsKey("cwd"));
    assertFalse(host.plan(recreated).changes());
  }

  @Test
  void twoPinsOfOnePackageAreRefused() throws Exception {
    host.execute(running("web", SLEEP, Map.of("shared", "1")));
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("api", SLEEP, Map.of("shared", "2"))));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("web"), e.getMessage());
  }

  @Test
  void aTransactionThatReachesTooFarIsRefused() throws Exception {
    host.apt.install("foreign", "1");
    host.apt.conflicts.put("web-bin", "foreign");
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(running("web", SLEEP, Map.of("web-bin", "1"))));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("foreign"), e.getMessage());
    assertTrue(host.apt.packages.containsKey("foreign"));
    assertTrue(host.porto.boxes.isEmpty());
  }

  @Test
  void aPolicyCanLeaveRestartsForLater() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Map<String, ?> other = Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M");
    Definition pending = define("web", "running", other, Map.of(),
        Map.of("restart_policy", "pending", "min_uptime", 0));
    DaemonPlan plan = host.plan(pending);
    assertFalse(plan.changes());
    assertTrue(plan.pending().isPresent());
    assertFalse(host.execute(pending).changed());
    host.engine().restart("web", "asked", Progress.NONE);
    assertEquals("sleep\t2", host.porto.boxes.get("web").properties.get("command_argv"));
    assertFalse(host.plan(pending).changes());
  }

  @Test
  void aRefreshRestartsItAsItIsAndLeavesWhatWaits() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Map<String, ?> other = Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M");
    Definition pending = define("web", "running", other, Map.of(),
        Map.of("restart_policy", "pending", "min_uptime", 0));
    host.execute(pending);
    int process = host.porto.boxes.get("web").starts;
    Outcome refreshed = host.engine().refresh("web", "a file changed", Progress.NONE);
    assertTrue(refreshed.changed());
    assertEquals(List.of("restart: a file changed"), refreshed.events());
    assertEquals("", refreshed.waits());
    assertEquals(process + 1, host.porto.boxes.get("web").starts);
    assertEquals("sleep\t1", host.porto.boxes.get("web").properties.get("command_argv"));
    assertTrue(host.plan(pending).pending().isPresent());
    assertTrue(host.record("web").pending().isPresent());
  }

  @Test
  void aRefreshOfAHeldDaemonSaysWhoHoldsIt() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.engine().operator().maintain("web", "alice", "disk swap");
    int process = host.porto.boxes.get("web").starts;
    Outcome refreshed = host.engine().refresh("web", "a file changed", Progress.NONE);
    assertFalse(refreshed.changed());
    assertTrue(refreshed.waits().contains("maintenance by alice"), refreshed.waits());
    assertEquals(process, host.porto.boxes.get("web").starts);
  }

  @Test
  void everyStartButTheFirstIsARestart() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    assertEquals(0, host.record("web").restarts());
    host.engine().restart("web", "asked", Progress.NONE);
    assertEquals(1, host.record("web").restarts());
    host.execute(running("web", Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M"), Map.of()));
    assertEquals(2, host.record("web").restarts());
    host.porto.boxes.get("web").state = "dead";
    host.execute(running("web", Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M"), Map.of()));
    assertEquals(3, host.record("web").restarts());
    assertThrows(EngineException.class, () -> host.execute(running("web", CRASH, Map.of())));
    assertEquals(5, host.record("web").restarts(), "the new revision, and the one before again");
  }

  @Test
  void tellsOfEveryActionTakenAndOfTheOneThatFailed() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of())).revision();
    assertTrue(host.taken.stream().allMatch(action -> action.daemon().equals("web")
        && action.revision().equals(revision) && action.failure().isEmpty()));
    assertTrue(host.taken.stream().anyMatch(action -> action.action().equals("start container web")),
        host.taken.toString());
    host.taken.clear();
    host.porto.refuse(ErrorCode.BUSY, call -> call.equals("set web memory_limit"));
    assertThrows(EngineException.class, () -> host.execute(
        running("web", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "1M"), Map.of())));
    TakenAction last = host.taken.get(host.taken.size() - 1);
    assertTrue(last.failure().get().contains("the model refuses set web memory_limit"), last.toString());
  }

  @Test
  void driftIsAgainstWhatIsStored() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.porto.boxes.get("web").properties.put("memory_limit", "1048576");
    host.engine().observe();
    assertEquals("properties.memory_limit",
        host.engine().drift("web").get().differences().get(0).path());
    assertTrue(host.engine().drift("nobody").isEmpty());
  }

  @Test
  void aLostStoreIsRebuiltFromTheContainer() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    host.loseStore();
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of()));
    assertEquals(Set.of("web-bin"), host.apt.removed);
  }

  @Test
  void withBothLostPurgedFails() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.loseStore();
    host.porto.boxes.get("web").properties.put("private", "scribble");
    Definition purged = define("web", "purged", Map.of(), Map.of(), Map.of());
    EngineException e = assertThrows(EngineException.class, () -> host.execute(purged));
    assertTrue(e.getMessage().contains("not known"), e.getMessage());
  }

  @Test
  void aLostStoreIsWrittenAgainWithoutRestart() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    int process = host.porto.boxes.get("web").starts;
    host.loseStore();
    host.die();
    host.execute(web);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertTrue(host.record("web").current().get().applicable());
    assertFalse(host.plan(web).changes());
  }

  @Test
  void aRestartAskedForKeepsAwayFromARevisionThatFailed() throws Exception {
    String revision = host.execute(running("web", SLEEP, Map.of())).revision();
    Definition bad = running("web", CRASH, Map.of());
    assertThrows(EngineException.class, () -> host.execute(bad));
    int process = host.porto.boxes.get("web").starts;
    host.engine().refresh("web", "refreshed", Progress.NONE);
    assertEquals(revision, host.porto.labels("web").get("HOSTMAN.revision"));
    assertTrue(host.porto.boxes.get("web").starts > process);
    assertEquals("running", host.porto.boxes.get("web").state);
    host.engine().operator().retry("web");
    assertThrows(EngineException.class, () -> host.execute(bad));
  }

  @Test
  void maintenanceHoldsEverythingButRemoval() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.engine().operator().maintain("web", "alice", "disk swap");
    Definition other = running("web", Map.of("cmd", List.of("sleep", "2"), "memory_limit", "1G"), Map.of());
    DaemonPlan plan = host.plan(other);
    assertFalse(plan.changes());
    assertTrue(plan.pending().get().contains("maintenance by alice"), plan.pending().get());
    int process = host.porto.boxes.get("web").starts;
    host.execute(other);
    host.engine().restart("web", "refreshed", Progress.NONE);
    assertEquals(process, host.porto.boxes.get("web").starts);
    host.engine().operator().release("web");
    host.execute(other);
    assertEquals("sleep\t2", host.porto.boxes.get("web").properties.get("command_argv"));
    host.engine().operator().maintain("web", "alice", "");
    host.execute(define("web", "absent", Map.of(), Map.of(), Map.of()));
    assertTrue(host.porto.boxes.isEmpty());
  }

  @Test
  void anOperatorsStopHoldsUntilStart() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    host.engine().operator().stop("web", "bob", "too loud", Progress.NONE);
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertFalse(host.execute(web).changed());
    assertEquals("stopped", host.porto.boxes.get("web").state);
    host.engine().operator().start("web", "swapped", Progress.NONE);
    assertEquals("running", host.porto.boxes.get("web").state);
    assertFalse(host.plan(web).changes());
  }

  @Test
  void ensureAloneMeansTheDaemonAsItIs() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    Map<String, Object> bare = Map.of("ensure", "stopped", "meta", Map.of("name", "web"));
    host.execute(host.engine().read(bare, "Porto_daemon[web]"));
    assertEquals("stopped", host.porto.boxes.get("web").state);
    Map<String, Object> versioned = Map.of("ensure", "stopped", "meta", Map.of("name", "web", "version", "7"));
    host.execute(host.engine().read(versioned, "Porto_daemon[web]"));
    host.execute(host.engine().read(bare, "Porto_daemon[web]"));
    assertEquals("7", DefinitionDocument.version(host.record("web").current().get().document()));
    EngineException e = assertThrows(EngineException.class, () -> host.engine().read(
        Map.of("ensure", "stopped", "meta", Map.of("name", "nobody")), "Porto_daemon[nobody]"));
    assertTrue(e.getMessage().contains("not known on this host"), e.getMessage());
  }

  @Test
  void aPackageThatOthersStillNeedIsLeftToThemWithoutARestart() throws Exception {
    host.execute(running("api", SLEEP, Map.of("shared", "1")));
    host.execute(running("web", SLEEP, Map.of("shared", "1")));
    Definition without = running("web", SLEEP, Map.of());
    assertEquals(Disruption.NONE, host.plan(without).disruption());
    host.execute(without);
    assertTrue(host.apt.packages.containsKey("shared"));
  }

  @Test
  void aLockHeldByAnotherRunIsNamed() throws Exception {
    HostLock other = new HostLock(host.directory.resolve("run"), java.time.Duration.ZERO);
    try (HostLock.Held held = other.take("executing api")) {
      EngineException e = assertThrows(EngineException.class, () -> host.execute(running("web", SLEEP, Map.of())));
      assertEquals(Fault.LOCKED, e.fault());
      assertTrue(e.getMessage().contains("executing api"), e.getMessage());
    }
    host.execute(running("web", SLEEP, Map.of()));
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    java.nio.file.Path file = host.directory.resolve("state/daemons/web.json");
    java.nio.file.Files.writeString(file, java.nio.file.Files.readString(file).replace("\"format\":1", "\"format\":2"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(running("web", SLEEP, Map.of())));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("format 2"), e.getMessage());
  }

  @Test
  void aCorruptRecordIsRebuiltAndSaidSo() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    java.nio.file.Files.writeString(host.directory.resolve("state/daemons/web.json"), "{ torn");
    int process = host.porto.boxes.get("web").starts;
    DaemonPlan plan = host.plan(web);
    assertTrue(plan.notes().stream().anyMatch(note -> note.contains("web.json")), plan.notes().toString());
    host.execute(web);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertFalse(host.plan(web).changes());
  }
}
