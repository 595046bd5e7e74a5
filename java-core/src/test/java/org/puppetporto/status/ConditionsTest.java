package org.puppetporto.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.Desired;
import org.puppetporto.engine.Difference;
import org.puppetporto.engine.Disruption;
import org.puppetporto.engine.Hold;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.engine.RevisionStatus;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.Health;
import org.puppetporto.spec.Policy;

class ConditionsTest {
  private static final String REVISION = Statuses.REVISION;
  private static final Instant AT = Statuses.AT;

  private final List<RevisionRecord> revisions = new ArrayList<>();
  private Optional<Hold> hold = Optional.empty();
  private Ensure ensure = Ensure.RUNNING;
  private final List<Difference> differences = new ArrayList<>();
  private final Map<String, InstalledPackage> dpkg = new TreeMap<>();

  private void revision(RevisionStatus status, String reason, String... packages) {
    TreeMap<String, String> pinned = new TreeMap<>();
    Arrays.stream(packages).map(pair -> pair.split("=")).forEach(pair -> pinned.put(pair[0], pair[1]));
    revisions.add(new RevisionRecord(REVISION, status, AT, reason, Map.of(), pinned));
  }

  private void installed(String name, String version, String state) {
    dpkg.put(name, new InstalledPackage(name, version, "install", "ok", state, false));
  }

  private static Optional<ContainerView> container(String state, Map<String, String> values) {
    return Optional.of(new ContainerView("web", ContainerState.of(state), new TreeMap<>(), values));
  }

  private Condition of(Condition.Kind kind, Optional<ContainerView> container, boolean ready) {
    return of(kind, container, ready, Optional.empty());
  }

  private Condition of(Condition.Kind kind, Optional<ContainerView> container, boolean ready,
      Optional<HealthReport> health) {
    DaemonRecord record = new DaemonRecord("web", revisions, hold, Optional.empty(), 0);
    Definition definition = new Definition("web", ensure, "1", new TreeMap<>(), new TreeMap<>(), new TreeMap<>(),
        Policy.DEFAULT, Health.NONE, "test");
    DaemonPlan plan = new DaemonPlan(
        new Desired(definition, REVISION), differences, List.of(), Optional.empty(), List.of());
    Wanted wanted = new Wanted(record.current().map(unused -> plan), "not known", hold);
    return new Conditions(record, container, wanted).all(new DpkgStatus(dpkg), ready, health).get(kind);
  }

  private Condition of(Condition.Kind kind, Optional<ContainerView> container) {
    return of(kind, container, false);
  }

  @Test
  void allIsWell() {
    revision(RevisionStatus.CURRENT, "", "web-bin=1");
    installed("web-bin", "1", "installed");
    for (Condition.Kind kind : Condition.Kind.values()) {
      assertEquals(Condition.OK, of(kind, container("running", Map.of("time", "60", "oom_kills", "0")), true));
    }
  }

  @Test
  void everyPackageThatIsNotAsPinnedIsNamed() {
    revision(RevisionStatus.CURRENT, "", "a=1", "b=2", "c=3", "d=4");
    installed("a", "1", "installed");
    installed("b", "1", "installed");
    installed("c", "3", "half-configured");
    assertEquals(Condition.failed("b is 1, declared is 2; c is half-configured, declared is 3;"
        + " d is not installed, declared is 4"), of(Condition.Kind.PACKAGES, container("running", Map.of())));
  }

  @Test
  void aDeadContainerTellsWhatOf() {
    revision(RevisionStatus.CURRENT, "");
    assertEquals("is dead: exit code 3",
        of(Condition.Kind.CONTAINER, container("dead", Map.of("exit_code", "3"))).reason());
    assertEquals("is dead: killed by signal 9",
        of(Condition.Kind.CONTAINER, container("dead", Map.of("exit_code", "-9"))).reason());
    assertEquals("is dead: killed for want of memory",
        of(Condition.Kind.CONTAINER, container("dead", Map.of("exit_code", "-99"))).reason());
    assertEquals("is stopped: cannot exec x",
        of(Condition.Kind.CONTAINER, container("stopped", Map.of("start_error", "cannot exec x"))).reason());
    assertEquals("there is no container", of(Condition.Kind.CONTAINER, Optional.empty()).reason());
  }

  @Test
  void stoppedIsWellWhereItIsWanted() {
    revision(RevisionStatus.CURRENT, "");
    ensure = Ensure.STOPPED;
    assertEquals(Condition.State.OK, of(Condition.Kind.CONTAINER, container("stopped", Map.of())).state());
    assertEquals(Condition.State.FAILED, of(Condition.Kind.CONTAINER, container("running", Map.of())).state());
    ensure = Ensure.RUNNING;
    hold = Optional.of(new Hold(Hold.Kind.STOPPED, "ann", "disk", AT));
    assertEquals(Condition.State.OK, of(Condition.Kind.CONTAINER, container("stopped", Map.of())).state());
    hold = Optional.of(new Hold(Hold.Kind.MAINTENANCE, "ann", "disk", AT));
    assertEquals(Condition.State.FAILED, of(Condition.Kind.CONTAINER, container("stopped", Map.of())).state());
  }

  @Test
  void driftIsToldAsThePlanTellsIt() {
    revision(RevisionStatus.CURRENT, "");
    differences.add(new Difference(
        Difference.Aspect.PROPERTIES, "properties.memory_limit", "1", "2", Disruption.LIVE));
    differences.add(new Difference(Difference.Aspect.PACKAGES, "packages.a", "1", "2", Disruption.RESTART));
    assertEquals(Condition.failed("properties.memory_limit: 1 -> 2 (live)"),
        of(Condition.Kind.CONFIGURATION, container("running", Map.of())));
  }

  @Test
  void aFailedRevisionIsNamedWithWhatIsKept() {
    revision(RevisionStatus.FAILED, "it died after its start");
    revision(RevisionStatus.CURRENT, "");
    assertEquals("revision 01234567 failed at 2026-01-01T10:00:00Z: it died after its start;"
        + " revision 01234567 is kept", of(Condition.Kind.CONFIGURATION, container("running", Map.of())).reason());
  }

  @Test
  void aYoungProcessIsNotHealthyYet() {
    revision(RevisionStatus.CURRENT, "");
    assertEquals(Condition.failed("runs for 1 s, ready is " + Policy.DEFAULT.minUptime().toSeconds() + " s"),
        of(Condition.Kind.HEALTH, container("running", Map.of("time", "1"))));
    assertEquals(Condition.failed("is respawning"), of(Condition.Kind.HEALTH, container("respawning", Map.of())));
    assertEquals(Duration.ofSeconds(3), Policy.DEFAULT.minUptime());
  }

  @Test
  void wantOfMemoryAndCoresAreTold() {
    revision(RevisionStatus.CURRENT, "");
    assertEquals(Condition.State.FAILED,
        of(Condition.Kind.OOM, container("dead", Map.of("oom_killed", "true"))).state());
    assertTrue(of(Condition.Kind.OOM, container("running", Map.of("oom_kills", "2"))).reason().contains("killed 2"));
    assertEquals(Condition.State.FAILED,
        of(Condition.Kind.CORE_DUMPED, container("dead", Map.of("core_dumped", "true"))).state());
    assertEquals(Condition.State.UNKNOWN, of(Condition.Kind.OOM, Optional.empty()).state());
  }

  @Test
  void aRemovedDaemonIsWellWithoutAContainer() {
    revision(RevisionStatus.REMOVED, "purged", "a=1");
    for (Condition.Kind kind : Condition.Kind.values()) {
      Condition.State expected =
          kind == Condition.Kind.CONTAINER ? Condition.State.OK : Condition.State.UNKNOWN;
      assertEquals(expected, of(kind, Optional.empty()).state(), kind.word());
    }
    assertEquals(Condition.State.FAILED, of(Condition.Kind.CONTAINER, container("dead", Map.of())).state());
  }
}
