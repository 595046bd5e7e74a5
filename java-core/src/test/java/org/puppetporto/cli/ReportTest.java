package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.status.sink.Receiver;

/** What YASM, Juggler and Prometheus are told of real containers. */
@Timeout(300)
class ReportTest extends OnHost {
  private static final String DAEMON = """
      meta: {kind: PortoDaemon, name: juggler-agent-rtc, version: "%s"}
      spec:
        properties: {cmd: %s, isolate: false}
        policy: {min_uptime: 0.2, stop_timeout: 1, ready_timeout: 2}
      """;
  private static final String SLEEP = "[sleep, '1000']";

  private Receiver yasm;
  private Receiver juggler;

  @BeforeEach
  void open() throws IOException {
    yasm = new Receiver();
    juggler = new Receiver();
    juggler.takeEvents();
    configure(5);
  }

  @AfterEach
  void close() throws IOException {
    yasm.close();
    juggler.close();
  }

  private void configure(int deadline) throws IOException {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("prometheus", Map.of("directory", directory.toString()));
    config.put("yasm", Map.of("url", yasm.url().toString(), "deadline", deadline));
    config.put("juggler", Map.of("url", juggler.url().toString(), "host", "h", "deadline", deadline));
    host.file("config.json", JSON.std.asString(config));
  }

  private Result apply(String version, String cmd) throws IOException {
    return host.run("apply", "-f", host.file("d.yaml", String.format(DAEMON, version, cmd)));
  }

  private Map<String, Object> status() throws IOException {
    Map<?, ?> daemons = (Map<?, ?>) JSON.std.mapFrom(host.run("status", "-o", "json").out()).get("portoDaemons");
    Map<String, Object> status = new TreeMap<>();
    ((Map<?, ?>) daemons.get("juggler-agent-rtc")).forEach((key, value) -> status.put((String) key, value));
    return status;
  }

  /** The values of the last push by signal, without what all signals of this daemon have in common. */
  private SortedMap<String, Object> signals() throws IOException {
    SortedMap<String, Object> signals = new TreeMap<>();
    Map<?, ?> dump = (Map<?, ?>) JSON.std.listFrom(yasm.bodies.get(yasm.bodies.size() - 1)).get(0);
    for (Object item : (List<?>) dump.get("values")) {
      String name = (String) ((Map<?, ?>) item).get("name");
      assertTrue(name.matches("porto-daemon-juggler-agent-rtc-[a-z_]+_thhh"), name);
      signals.put(name.substring("porto-daemon-juggler-agent-rtc-".length(), name.length() - "_thhh".length()),
          ((Map<?, ?>) item).get("val"));
    }
    return signals;
  }

  private SortedMap<String, Object> events() {
    SortedMap<String, Object> events = new TreeMap<>();
    for (Object item : Receiver.events(juggler.bodies.get(juggler.bodies.size() - 1))) {
      Map<?, ?> event = (Map<?, ?>) item;
      assertEquals(List.of("porto-daemon"), event.get("tags"));
      events.put((String) event.get("service"), event.get("status"));
    }
    return events;
  }

  private static Map<String, Object> signals(int ready, int running, int respawns, int restarts) {
    return Map.of("ready", ready, "running", running, "respawn_count", respawns, "restart_count", restarts);
  }

  private static Map<String, String> events(String ready, String running) {
    return Map.of("porto-daemon-juggler-agent-rtc-ready", ready, "porto-daemon-juggler-agent-rtc-running", running);
  }

  private String metrics() throws IOException {
    return Files.readString(directory.resolve("porto-daemons.prom"));
  }

  @Test
  void aDaemonsLifeAsTheSinksSeeIt() throws Exception {
    assertEquals(0, apply("1", SLEEP).code());
    assertEquals(signals(1, 1, 0, 0), signals());
    assertEquals(events("OK", "OK"), events());

    assertEquals(0, host.run("restart", "juggler-agent-rtc", "--reason", "test").code());
    assertEquals(signals(1, 1, 0, 1), signals());
    assertEquals(0, apply("2", "[sleep, '1001']").code());
    assertEquals(signals(1, 1, 0, 1), signals());
    assertTrue(metrics().contains("porto_daemon_restarts_total{daemon=\"juggler-agent-rtc\"} 2\n"), metrics());
    int pushes = yasm.bodies.size();
    assertEquals(0, apply("2", "[sleep, '1001']").code());
    assertEquals(pushes, yasm.bodies.size(), "where nothing changed nobody is told");

    assertEquals(0, host.run("stop", "juggler-agent-rtc", "--reason", "disk").code());
    assertEquals(signals(0, 0, 0, 0), signals());
    assertEquals(events("CRIT", "CRIT"), events());
    assertTrue(juggler.bodies.get(juggler.bodies.size() - 1).contains(": disk"));
    assertTrue(metrics().contains("porto_daemon_expected{daemon=\"juggler-agent-rtc\"} 0\n"), metrics());

    pushes = yasm.bodies.size();
    assertEquals(0, host.run("purge", "--yes", "juggler-agent-rtc").code());
    assertEquals(pushes, yasm.bodies.size(), "a removed daemon has no signals");
    assertEquals("REMOVED", status().get("status"));
    assertTrue(metrics().contains(
        "porto_daemon_status{daemon=\"juggler-agent-rtc\",status=\"REMOVED\"} 1\n"), metrics());
  }

  @Test
  void respawnsAreCountedSinceTheLastReport() throws Exception {
    assertEquals(0, apply("1", "[sh, -c, 'sleep 1']").code());
    try (PortoClient porto = Porto.connect(host.socket(), Deadlines.DEFAULT)) {
      while (Integer.parseInt(porto.get("juggler-agent-rtc", "respawn_count")) < 2) {
        porto.await("juggler-agent-rtc", java.time.Duration.ofMillis(100));
      }
    }
    int counted = (Integer) status().get("respawn_count");
    assertTrue(counted >= 2, "counted " + counted);
    assertEquals(0, host.run("report").code());
    int told = (Integer) signals().get("respawn_count");
    assertTrue(told >= counted, "told " + told);
    assertEquals(0, host.run("stop", "juggler-agent-rtc", "--reason", "enough").code());
    assertEquals(0, host.run("report").code());
    assertEquals(0, signals().get("respawn_count"));
    assertEquals(0, status().get("respawn_count"));
    assertTrue((Integer) status().get("respawns") >= told);
  }

  @Test
  void whatYasmMissedIsToldWhenItIsBack() throws Exception {
    assertEquals(0, apply("1", SLEEP).code());
    yasm.answer(body -> new Receiver.Answer(503, "busy"));
    Result restart = host.run("restart", "juggler-agent-rtc", "--reason", "test");
    assertEquals(0, restart.code(), restart.err());
    assertTrue(restart.err().contains("status was not told to yasm: " + yasm.url() + ": HTTP status 503: busy"),
        restart.err());
    assertEquals(events("OK", "OK"), events());
    Result report = host.run("report");
    assertEquals(1, report.code());
    assertTrue(report.out().contains("juggler: told") && report.out().contains("prometheus: told"), report.out());
    yasm.answer(body -> new Receiver.Answer(200, "{\"status\":\"ok\"}"));
    assertEquals(0, host.run("report").code());
    assertEquals(signals(1, 1, 0, 1), signals());
  }

  @Test
  void sinksThatHangOrAreGoneFailNoRun() throws Exception {
    configure(1);
    yasm.hang();
    juggler.close();
    Result apply = apply("1", SLEEP);
    assertEquals(0, apply.code(), apply.err());
    assertTrue(apply.out().contains("juggler-agent-rtc: changed, running, ready"), apply.out());
    assertTrue(apply.err().contains("to yasm: ") && apply.err().contains("to juggler: "), apply.err());
    String log = Files.readString(directory.resolve("porto-daemon.log"));
    assertTrue(log.contains("sink=yasm outcome=failed") && log.contains("sink=juggler outcome=failed"), log);
    assertTrue(metrics().contains("porto_daemon_ready{daemon=\"juggler-agent-rtc\"} 1\n"), metrics());
    assertFalse(metrics().contains("porto_daemon_sink_last_success_timestamp_seconds{"), metrics());
  }

  @Test
  void aFailedUpdateIsToldWithItsReason() throws Exception {
    assertEquals(0, apply("1", SLEEP).code());
    assertEquals(1, apply("2", "[sh, -c, 'exit 3']").code());
    assertEquals(events("OK", "OK"), events());
    Map<?, ?> conditions = (Map<?, ?>) status().get("conditions");
    Map<?, ?> configuration = (Map<?, ?>) conditions.get("configuration");
    assertEquals("FAILED", configuration.get("status"));
    assertTrue(String.valueOf(configuration.get("reason")).contains("it died after its start"),
        configuration.toString());
    String log = Files.readString(directory.resolve("porto-daemon.log"));
    assertTrue(log.lines().allMatch(line -> line.contains(" porto-daemon[") && line.contains(" outcome=")), log);
    assertTrue(log.lines().anyMatch(line -> line.contains("daemon=juggler-agent-rtc revision=")
        && line.contains("wait until juggler-agent-rtc is ready") && line.contains("outcome=failed")), log);
  }

  @Test
  void aCursorOfANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
    assertEquals(0, apply("1", SLEEP).code());
    for (String reader : List.of("yasm", "report")) {
      Path cursor = directory.resolve("state/status/" + reader + ".json");
      String known = Files.readString(cursor);
      String newer = known.replace("\"format\":1", "\"format\":2");
      Files.writeString(cursor, newer);
      int told = yasm.bodies.size();
      Result report = host.run("report");
      assertEquals(1, report.code());
      String said = report.out() + report.err();
      assertTrue(said.contains(reader + ": " + cursor + " has format 2, and this version reads up to 1: a newer "
          + "porto-daemon wrote it; upgrade the module again, or remove the file: counts then begin anew"), said);
      assertEquals(newer, Files.readString(cursor));
      assertEquals(told + (reader.equals("yasm") ? 0 : 1), yasm.bodies.size());
      Files.writeString(cursor, known);
    }
  }

  @Test
  void withPortoOutOfReachAllIsCritical() throws Exception {
    assertEquals(0, apply("1", SLEEP).code());
    host.set("PORTO_SOCKET", directory.resolve("nowhere").toString());
    assertEquals(0, host.run("report").code());
    assertEquals(signals(0, 0, 0, 0), signals());
    assertEquals(events("CRIT", "CRIT"), events());
    assertTrue(metrics().contains("porto_daemon_up 0\n"), metrics());
    host.set("PORTO_SOCKET", host.socket().toString());
  }

  @Test
  void aBrokenConfigurationFailsNoRunButAReport() throws Exception {
    host.file("config.json", "{\"yasm\": 1}");
    Result apply = apply("1", SLEEP);
    assertEquals(0, apply.code(), apply.err());
    assertTrue(apply.err().contains("config.json: yasm: is 1; write a mapping"), apply.err());
    assertEquals(1, host.run("report").code());
    assertEquals(List.of(), yasm.bodies);
  }

  @Test
  void manyDaemonsAreReadWithNoMoreRequestsThanOne() throws Exception {
    assertEquals(0, apply("1", SLEEP).code());
    Map<String, Long> forOne = requestsOfAReport();
    for (int i = 0; i < 4; i++) {
      assertEquals(0, host.run("apply", "-f", host.file("d" + i + ".yaml",
          String.format(DAEMON, "1", SLEEP).replace("juggler-agent-rtc", "d" + i))).code());
    }
    assertEquals(forOne, requestsOfAReport());
    assertEquals(0, host.requests().mutating());
  }

  private Map<String, Long> requestsOfAReport() {
    host.requests().clear();
    assertEquals(0, host.run("report").code());
    return host.requests().all();
  }
}
