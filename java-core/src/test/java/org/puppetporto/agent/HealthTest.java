package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.health.HealthDuty;
import org.puppetporto.spec.Definition;
import org.puppetporto.status.Condition;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;

/** Real daemons that run and are of no use: found, restarted with damping, capped, told; or left alone. */
class HealthTest extends WithAnAgentHost {
  private static final int THRESHOLD = 3;
  private HttpDaemon http;

  @BeforeEach
  void watch() throws Exception {
    host.duty = new HealthDuty(paths(), host.said::add, Clock.systemUTC());
    http = new HttpDaemon(host.host.directory);
  }

  private HostPaths paths() {
    return HostPaths.from(host.environment);
  }

  private Map<String, Object> probe() {
    // The delay is for the interpreter to come up: a refused connection would count, too.
    return Map.of("http", Map.of("port", http.port), "initial_delay", "500ms", "interval", "50ms",
        "failure_threshold", THRESHOLD);
  }

  /** As any other door sees it. */
  private DaemonStatus status(String name) throws EngineException {
    StartReadiness readiness = StartReadiness.of(paths());
    try (Engine engine = Engine.open(host.environment, readiness)) {
      return new StatusReader(engine, readiness, Clock.systemUTC()).read().daemons().stream()
          .filter(daemon -> daemon.name().equals(name)).findFirst().orElseThrow();
    }
  }

  private String health(String name) throws EngineException {
    Condition health = status(name).condition(Condition.Kind.HEALTH);
    return health.state() == Condition.State.OK ? "" : health.reason();
  }

  private void awaitHealth(String name, String part) throws Exception {
    host.await("\"" + part + "\"", () -> health(name).contains(part));
  }

  private void awaitFailures(long pid, int count) throws Exception {
    host.await(count + " failures of " + pid, () -> http.answered(pid, 500) >= count);
  }

  @Test
  void aDaemonThatAnswers500IsRestartedWithDampingUpToTheCapAndTold() throws Exception {
    host.host.execute(http.definition("web", Map.of("liveness", probe(),
        "restart_backoff", "400ms", "restart_backoff_max", "10s", "restarts_per_hour", 3)));
    long restarts = status("web").counters().restarts();
    host.start();
    host.await("the first answers", () -> http.answered(http.pid(), 200) > THRESHOLD);
    assertEquals(1, http.starts().size());
    assertEquals("", health("web"));

    http.answers(500);
    host.await("three restarts", () -> http.starts().size() == 4);
    List<HttpDaemon.Event> starts = http.starts();
    for (HttpDaemon.Event start : starts.subList(0, 3)) {
      // The last one it may have given without living to write it down.
      assertTrue(http.answered(start.pid(), 500) >= THRESHOLD - 1, () -> "too early: " + start);
    }
    assertTrue(starts.get(2).at() - starts.get(1).at() >= 0.4, () -> "not damped: " + starts);
    assertTrue(starts.get(3).at() - starts.get(2).at() >= 0.8, () -> "not damped more: " + starts);

    awaitFailures(http.pid(), 10 * THRESHOLD);
    assertEquals(4, http.starts().size(), "the cap");
    String told = health("web");
    assertTrue(told.contains("answered 500, "), told);
    assertTrue(told.contains("times in a row; not restarted for "), told);
    assertTrue(told.contains("restarted 3 times within the hour, which is as often as it may be"), told);
    assertFalse(status("web").ready());
    assertEquals(restarts + 3, status("web").counters().restarts());
    assertTrue(host.said.stream().anyMatch(line -> line.contains("restart: liveness: http http://127.0.0.1:")
        && line.contains("answered 500, " + THRESHOLD + " times in a row")), host.said::toString);

    http.answers(200);
    host.await("its recovery", () -> status("web").ready());
    assertEquals("", health("web"));
  }

  @Test
  void whatHoldsRestartsBackOutlivesTheAgent() throws Exception {
    host.host.execute(http.definition("web", Map.of("liveness", probe(), "restarts_per_hour", 1)));
    host.start();
    http.answers(500);
    host.await("a restart", () -> http.starts().size() == 2);
    awaitHealth("web", "restarted 1 time within the hour, which is as often as it may be");
    for (int agents = 0; agents < 2; agents++) {
      host.stop();
      host.start();
      long before = http.answered(http.pid(), 500);
      awaitFailures(http.pid(), (int) before + 5 * THRESHOLD);
      awaitHealth("web", "restarted 1 time within the hour, which is as often as it may be");
      assertEquals(2, http.starts().size());
    }
  }

  @Test
  void probesGoOnAfterARestartOfPortod() throws Exception {
    host.host.execute(http.definition("web", Map.of("liveness", probe(), "restart_backoff", "100ms")));
    host.start();
    host.await("the first answers", () -> http.answered(http.pid(), 200) > 0);
    long first = http.pid();
    host.host.portod.stop();
    host.host.portod.start();
    http.answers(500);
    host.await("a restart", () -> http.pid() != first);
    http.answers(200);
    host.await("its recovery", () -> status("web").ready());
  }

  @Test
  void inMaintenanceItIsLeftAlone() throws Exception {
    host.host.execute(http.definition("web", Map.of("liveness", probe(), "restart_backoff", "100ms")));
    host.host.engine().operator().maintain("web", "ann", "debugging");
    host.start();
    http.answers(500);
    awaitHealth("web", "not restarted, held: maintenance by ann");
    awaitFailures(http.pid(), 10 * THRESHOLD);
    assertEquals(1, http.starts().size());
    assertEquals(0, status("web").counters().restarts());
  }

  @Test
  void maintenanceThatBeganUnseenIsRespected() throws Exception {
    host.host.execute(http.definition("web", Map.of("liveness", probe(), "restart_backoff", "100ms")));
    host.start();
    host.await("the first answers", () -> http.answered(http.pid(), 200) > 0);
    host.host.engine().operator().maintain("web", "ann", "debugging");
    http.answers(500);
    awaitHealth("web", "not restarted, held: maintenance by ann");
    assertEquals(1, http.starts().size());
  }

  @Test
  void readinessAloneRestartsNothing() throws Exception {
    host.host.execute(http.definition("web", Map.of("readiness", probe())));
    host.start();
    host.await("its readiness", () -> status("web").ready() && status("web").health().isPresent());
    http.answers(500);
    awaitHealth("web", "readiness: http http://127.0.0.1:" + http.port + "/ answered 500");
    awaitFailures(http.pid(), 10 * THRESHOLD);
    assertEquals(1, http.starts().size());
    http.answers(200);
    host.await("its readiness", () -> status("web").ready());
  }

  @Test
  void aCommandIsAskedInTheContainer() throws Exception {
    Path sick = host.host.directory.resolve("sick");
    Map<String, ?> liveness = Map.of("exec", List.of("/usr/bin/test", "!", "-e", sick.toString()),
        "interval", "50ms", "failure_threshold", 2);
    host.host.execute(http.definition("web", Map.of("liveness", liveness)));
    host.start();
    host.await("its first answer", () -> status("web").health().isPresent() && health("web").isEmpty());
    long first = http.pid();
    Files.createFile(sick);
    host.await("a restart", () -> http.pid() != first);
    Files.delete(sick);
    host.await("its recovery", () -> status("web").ready());
    assertEquals(List.of("web"), host.host.porto.list().stream().filter(name -> !name.contains("exec-")).toList());
  }

  @Test
  void aTouchedFileRestartsItOnce() throws Exception {
    Path key = host.host.directory.resolve("web.key");
    Files.writeString(key, "one");
    Files.setLastModifiedTime(key, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
    Definition web = http.definition("web", Map.of("restart_files", List.of(key.toString())));
    host.host.execute(web);
    host.await("its start", () -> http.starts().size() == 1);
    host.start();
    Files.writeString(key, "two");
    host.await("a restart", () -> http.starts().size() == 2);
    Files.writeString(key, "three");
    host.await("another restart", () -> http.starts().size() == 3);
    assertTrue(host.said.stream().anyMatch(line -> line.contains("restart: " + key + " was touched")),
        host.said::toString);
    host.host.engine().operator().maintain("web", "ann", "debugging");
    Files.writeString(key, "four");
    kill(http.pid());
    host.host.engine().operator().release("web");
    host.host.execute(web);
    host.await("its return", () -> http.starts().size() == 4);
  }
}
