package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.probe.Answer;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;

/** The way back from a revision that is never well: nothing that protects a working daemon is in its way. */
class RollbackTest {
  private static final Instant OPEN = Instant.parse("2026-11-21T02:00:00Z");
  private static final Instant CLOSED = Instant.parse("2026-11-21T06:00:00Z");
  private final MovingClock clock = new MovingClock(OPEN);

  @AutoClose
  private final ModelHost host = new ModelHost();

  private final List<String> slots = new ArrayList<>();
  private String good;

  /** Revision 1 is well, revision 2 never is; while somebody looks, the window closes. */
  @BeforeEach
  void running() throws Exception {
    host.clock = clock;
    host.slots = daemon -> {
      slots.add("taken");
      return () -> slots.add("given back");
    };
    host.prober = (check, name, timeout, porto) -> {
      boolean well = !command().equals("sleep\t2");
      clock.now = well ? clock.now : CLOSED;
      return new Answer(well, well ? "exit code 0" : "exit code 1");
    };
    good = host.execute(web(1, Map.of())).revision();
  }

  private static Definition web(int argument, Map<String, ?> more) throws Exception {
    Map<String, Object> document = new LinkedHashMap<>(Map.of(
        "version", "1", "min_uptime", 0, "ready_timeout", "100ms",
        "properties", Map.of("cmd", List.of("sleep", String.valueOf(argument))),
        "health", Map.of("readiness", Map.of("exec", List.of("/bin/check"), "interval", "10ms"))));
    document.putAll(more);
    return new DefinitionReader(ModelHost.CATALOGUE).readNamed("web", document, "test");
  }

  private String command() {
    return host.porto.boxes.get("web").properties.get("command_argv");
  }

  private void wentBack() throws Exception {
    assertEquals("sleep\t1", command());
    assertEquals("running", host.porto.boxes.get("web").state);
    assertEquals(good, host.record("web").current().get().id());
  }

  @Test
  void waitsForNoWindow() throws Exception {
    Definition bad = web(2, Map.of("restart_policy", "window", "restart_window", "02:00-05:30"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(bad));
    assertTrue(e.getMessage().contains("rolled back to revision " + good.substring(0, 8)), e.getMessage());
    wentBack();
  }

  @Test
  void holdsTheSlotOfTheUpdateUntilItIsDone() throws Exception {
    assertThrows(EngineException.class, () -> host.execute(web(2, Map.of())));
    assertEquals(List.of("taken", "given back"), slots);
    wentBack();
  }

  @Test
  void goesOnWhateverTheRestartPolicySaysWhenItWasCutOff() throws Exception {
    host.execute(web(1, Map.of("restart_policy", "never")));
    Definition bad = web(2, Map.of("restart_policy", "never"));
    host.execute(bad);
    assertThrows(Killed.class, () -> host.engine().operator().update("web", "asked",
        (daemon, action, text, percent) -> {
          if (action.startsWith("roll back")) {
            throw new Killed(action);
          }
        }));
    host.die();
    assertEquals("sleep\t2", command());
    host.execute(bad);
    wentBack();
    assertFalse(host.execute(bad).changed(), "it is remembered as FAILED");
  }

  /** What a revision failed of may be its probe or its patience: those are part of the definition. */
  @Test
  void aChangedProbeOrPolicyIsTriedAtOnce() throws Exception {
    assertThrows(EngineException.class, () -> host.execute(web(2, Map.of())));
    assertFalse(host.execute(web(2, Map.of())).changed());
    assertThrows(EngineException.class, () -> host.execute(web(2, Map.of("ready_timeout", "200ms"))));
    assertFalse(host.execute(web(2, Map.of("ready_timeout", "200ms"))).changed());
    host.execute(web(2, Map.of("health", Map.of())));
    assertEquals("sleep\t2", command());
    assertFalse(host.execute(web(2, Map.of("health", Map.of()))).changed());
  }

  /** A daemon that works is not restarted for a definition that may be better. */
  @Test
  void isNoReasonToDisturbWhatWorks() throws Exception {
    host.execute(web(1, Map.of("restart_policy", "never")));
    int process = host.porto.boxes.get("web").starts;
    host.execute(web(3, Map.of("restart_policy", "never")));
    assertEquals(process, host.porto.boxes.get("web").starts);
  }

  @Test
  void toADaemonThatWasStoppedSaysSo() throws Exception {
    host.execute(web(1, Map.of("ensure", "stopped")));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(web(2, Map.of())));
    assertEquals("stopped", host.porto.boxes.get("web").state);
    assertTrue(e.getMessage().contains("rolled back to revision " + good.substring(0, 8)
        + ", which is stopped, as before"), e.getMessage());
  }

  /** Whoever tries over and over keeps the way back: the tenth failure is not to push the CURRENT revision out. */
  @Test
  void isKnownHoweverManyHaveFailedSince() throws Exception {
    for (int failure = 1; failure <= DaemonRecord.KEPT + 2; failure++) {
      String version = String.valueOf(failure);
      host.apt.missing.add("web-bin=" + version);
      Definition unknown = web(100 + failure, Map.of("packages", Map.of("web-bin", version)));
      assertThrows(EngineException.class, () -> host.execute(unknown));
      Definition bad = web(2, Map.of("properties", Map.of("cmd", List.of("sleep", "2"), "cwd", "/" + failure)));
      assertThrows(EngineException.class, () -> host.execute(bad));
      wentBack();
    }
    DaemonRecord record = host.record("web");
    for (int i = 0; i < 2 * DaemonRecord.KEPT; i++) {
      record = record.withNewest(new RevisionRecord(String.valueOf(i), RevisionStatus.FAILED, OPEN, "never well",
          Map.of(), new TreeMap<>()));
      assertEquals(good, record.current().orElseThrow().id());
      assertTrue(record.revisions().size() <= DaemonRecord.KEPT);
    }
  }
}
