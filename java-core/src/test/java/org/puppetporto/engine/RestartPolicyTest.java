package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;

/** When a change that needs a restart is made, and what is known of it until then. */
class RestartPolicyTest {
  private static final ZoneId BERLIN = MovingClock.BERLIN;

  @AutoClose
  private final ModelHost host = new ModelHost();

  @BeforeEach
  void running() throws Exception {
    at("2026-11-20T12:00:00Z", BERLIN);
    host.execute(web(1, "now", ""));
  }

  private static Definition web(int argument, String policy, String window) {
    Map<String, Object> policies = window.isEmpty()
        ? Map.of("restart_policy", policy, "min_uptime", 0)
        : Map.of("restart_policy", policy, "restart_window", window, "min_uptime", 0);
    return define("web", "running", Map.of("cmd", List.of("sleep", String.valueOf(argument))), Map.of(), policies);
  }

  /** A new process of the core, at another moment. */
  private void at(String instant, ZoneId zone) {
    host.die();
    host.clock = Clock.fixed(Instant.parse(instant), zone);
  }

  private String command() {
    return host.porto.boxes.get("web").properties.get("command_argv");
  }

  private Optional<String> shown() throws Exception {
    StatusReader reader = new StatusReader(host.engine(), new StartReadiness(), host.clock);
    DaemonStatus status = reader.read().daemons().get(0);
    Map<?, ?> brief = (Map<?, ?>) reader.readBrief().get(status.name());
    assertEquals(status.pending(), Optional.ofNullable(brief.get("pending")), "the fact tells what status tells");
    assertEquals(List.of(status.status(), status.version(), status.revision(), status.state(), status.ready()),
        List.of(brief.get("status"), brief.get("version"), brief.get("revision"), brief.get("state"),
            brief.get("ready")));
    return status.pending();
  }

  /** The window's first moment belongs to it, its end does not; the host's zone counts, not UTC. */
  @ParameterizedTest
  @CsvSource({
      "02:00-05:30, 2026-11-21T00:59:59Z, false",
      "02:00-05:30, 2026-11-21T01:00:00Z, true",
      "02:00-05:30, 2026-11-21T04:29:59Z, true",
      "02:00-05:30, 2026-11-21T04:30:00Z, false",
      "22:00-06:00, 2026-11-20T20:59:59Z, false",
      "22:00-06:00, 2026-11-20T21:00:00Z, true",
      "22:00-06:00, 2026-11-20T23:30:00Z, true",
      "22:00-06:00, 2026-11-21T04:59:59Z, true",
      "22:00-06:00, 2026-11-21T05:00:00Z, false",
      "00:00-00:00, 2026-11-21T12:00:00Z, true",
  })
  void aWindowDecides(String window, String instant, boolean open) throws Exception {
    at(instant, BERLIN);
    Definition wanted = web(2, "window", window);
    assertEquals(open, host.plan(wanted).changes());
    assertEquals(open, host.execute(wanted).changed());
    assertEquals(open ? "sleep\t2" : "sleep\t1", command());
  }

  @ParameterizedTest
  @CsvSource({
      "02:00-05:30, 2026-11-20T12:00:00Z, 2026-11-21 02:00 Europe/Berlin",
      "02:00-05:30, 2026-11-20T23:30:00Z, 2026-11-21 02:00 Europe/Berlin",
      "22:00-06:00, 2026-11-20T12:00:00Z, 2026-11-20 22:00 Europe/Berlin",
      // The night in which the clock is put forward has no 02:00 to 03:00.
      "02:00-02:30, 2027-03-27T12:00:00Z, 2027-03-29 02:00 Europe/Berlin",
      "02:00-03:30, 2027-03-27T12:00:00Z, 2027-03-28 03:00 Europe/Berlin",
  })
  void thePlanSaysWhenTheWindowOpens(String window, String instant, String opens) throws Exception {
    at(instant, BERLIN);
    DaemonPlan plan = host.plan(web(2, "window", window));
    assertEquals("pending: needs a restart, waits for the window " + window + ", which opens at " + opens
        + "; `porto-daemon restart web --reason TEXT` does it at once", plan.pending().get());
    assertTrue(plan.text().contains(opens), plan.text());
  }

  @Test
  void twoHostsInTwoZonesOpenAtTwoMoments() throws Exception {
    at("2026-11-21T01:30:00Z", ZoneId.of("Asia/Tokyo"));
    assertFalse(host.plan(web(2, "window", "02:00-05:30")).changes());
    at("2026-11-21T01:30:00Z", BERLIN);
    assertTrue(host.plan(web(2, "window", "02:00-05:30")).changes());
  }

  @Test
  void whatNeedsNoRestartWaitsForNoWindow() throws Exception {
    Definition limited = define("web", "running", Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M"),
        Map.of(), Map.of("restart_policy", "window", "restart_window", "02:00-05:30", "min_uptime", 0));
    host.execute(limited);
    assertEquals("67108864", host.porto.boxes.get("web").properties.get("memory_limit"));
    host.porto.boxes.get("web").state = "dead";
    host.execute(limited);
    assertEquals("running", host.porto.boxes.get("web").state, "nothing runs that a restart would disrupt");
  }

  @Test
  void stoppingWithAChangeWaitsForNoWindowEither() throws Exception {
    at("2026-11-21T12:00:00Z", BERLIN);
    host.execute(define("web", "stopped", Map.of("cmd", List.of("sleep", "2")), Map.of("web-bin", "1"),
        Map.of("restart_policy", "window", "restart_window", "02:00-05:30", "min_uptime", 0)));
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertEquals("sleep\t2", command());
  }

  @Test
  void aWindowThatClosesWhilePackagesAreFetchedDisturbsNothing() throws Exception {
    MovingClock clock = new MovingClock(Instant.parse("2026-11-21T04:29:00Z"));
    host.die();
    host.clock = clock;
    Definition wanted = define("web", "running", Map.of("cmd", List.of("sleep", "2")), Map.of("web-bin", "1"),
        Map.of("restart_policy", "window", "restart_window", "02:00-05:30", "min_uptime", 0));
    int process = host.porto.boxes.get("web").starts;
    host.apt.beforeFetch = () -> clock.now = Instant.parse("2026-11-21T04:31:00Z");
    EngineException e = assertThrows(EngineException.class, () -> host.execute(wanted));
    assertTrue(e.getMessage().contains("the window 02:00-05:30 closed before the restart could begin"),
        e.getMessage());
    assertTrue(e.getMessage().contains("it opens at 2026-11-22 02:00 Europe/Berlin"), e.getMessage());
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertTrue(host.record("web").applying().isEmpty());
    host.apt.beforeFetch = () -> { };
    clock.now = Instant.parse("2026-11-22T01:00:00Z");
    host.execute(wanted);
    assertEquals("sleep\t2", command());
  }

  @Test
  void aChangeThatWaitsIsStoredShownAndMadeByRestart() throws Exception {
    host.execute(web(2, "pending", ""));
    at("2026-11-21T12:00:00Z", BERLIN);
    host.execute(web(2, "pending", ""));
    Pending pending = host.record("web").pending().get();
    assertEquals(Instant.parse("2026-11-20T12:00:00Z"), pending.since(), "it has waited since it was first met");
    String shown = shown().get();
    assertTrue(shown.contains("restart_policy is pending"), shown);
    assertTrue(shown.contains("[properties.command_argv: [\"sleep\",\"1\"] -> [\"sleep\",\"2\"] (restart);"
        + " restart_policy: now -> pending]"), shown);

    host.die();
    host.engine().operator().restart("web", "asked", Progress.NONE);
    assertEquals("sleep\t2", command());
    assertTrue(host.record("web").pending().isEmpty());
    assertTrue(shown().isEmpty());
  }

  @Test
  void aPlanIsEnoughToHaveItShown() throws Exception {
    DaemonPlan plan = host.plan(web(2, "never", ""));
    host.engine().storeWaiting(List.of(plan));
    assertTrue(shown().get().contains("restart_policy is never"));
    DaemonPlan back = host.plan(web(1, "never", ""));
    host.engine().storeWaiting(List.of(back));
    assertTrue(shown().isEmpty(), "the definition went back to what runs");
  }

  /** What is stored is what restart, boot and the agent go by: they are not to wait for the restart as well. */
  @ParameterizedTest
  @CsvSource({"stop_timeout, 20", "health, "})
  void aChangedPolicyOrHealthIsStoredWhileDriftWaits(String aspect, Integer seconds) throws Exception {
    host.execute(web(1, "never", ""));
    host.porto.boxes.get("web").properties.put("command_argv", "sleep\t9");
    host.execute(web(1, "never", ""));
    assertTrue(host.record("web").pending().isEmpty(), "drift shows by itself");
    Map<String, Object> document = new HashMap<>(Map.of(
        "version", "1", "min_uptime", 0, "restart_policy", "never", "properties", Map.of("cmd", List.of("sleep", "1"))));
    document.put(aspect, seconds != null ? seconds : Map.of("restart_files", List.of("/etc/web.key")));
    host.execute(new DefinitionReader(ModelHost.CATALOGUE).readNamed("web", document, "test"));
    assertTrue(host.record("web").pending().isPresent());
    assertTrue(shown().get().contains(aspect + ": "), shown().get());
    host.engine().operator().restart("web", "asked", Progress.NONE);
    assertEquals("sleep\t1", command());
    assertTrue(host.record("web").pending().isEmpty());
    assertTrue(shown().isEmpty());
  }

  @Test
  void whatAPlanNotesNeverWaitsForAnotherRun() throws Exception {
    DaemonPlan plan = host.plan(web(2, "never", ""));
    HostLock other = new HostLock(host.directory.resolve("run"), Duration.ZERO);
    try (HostLock.Held held = other.take("executing api")) {
      host.engine().storeWaiting(List.of(plan));
    }
    assertTrue(host.record("web").pending().isEmpty());
  }

  @Test
  void maintenanceKeepsAChangeVisible() throws Exception {
    host.engine().operator().maintain("web", "alice", "disk swap");
    host.execute(web(2, "now", ""));
    assertTrue(shown().get().startsWith("held: maintenance by alice"), shown().get());
    assertTrue(shown().get().contains("properties.command_argv"), shown().get());
    host.engine().operator().release("web");
    assertTrue(shown().get().startsWith("pending: the next run makes the change"), shown().get());
    host.execute(web(2, "now", ""));
    assertTrue(shown().isEmpty());
  }

  @Test
  void bootAndStartGoOnWithWhatIsCurrentAndForgetNothing() throws Exception {
    host.execute(web(2, "pending", ""));
    host.porto.reboot();
    host.die();
    host.engine().operator().boot(Progress.NONE);
    assertEquals("sleep\t1", command());
    assertTrue(host.record("web").pending().isPresent());
    host.engine().operator().stop("web", "bob", "", Progress.NONE);
    host.engine().operator().start("web", "", Progress.NONE);
    assertEquals("sleep\t1", command());
    assertTrue(host.record("web").pending().isPresent());
  }

  @Test
  void aRestartOfADaemonThatIsDeclaredStoppedStartsNothing() throws Exception {
    Definition stopped = define("web", "stopped", Map.of("cmd", List.of("sleep", "1")), Map.of(), Map.of());
    host.execute(stopped);
    host.engine().operator().restart("web", "asked", Progress.NONE);
    assertEquals("stopped", host.porto.boxes.get("web").state);
  }
}
