package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.Progress;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.status.StartReadiness;

/** The command line from its arguments to real containers and packages. */
class CliTest extends OnHost {
  private static final String WEB = """
      meta:
        kind: PortoDaemon
        name: web
        version: "%s"
      spec:
        properties:
          cmd: [/bin/sh, -c, "echo to-stdout; echo to-stderr >&2; exec sleep 1000"]
          isolate: false
        packages:
          - {name: cli-web, version: "%s"}
        env_secret: {TOKEN: hunter2}
        policy: {min_uptime: 0.2, stop_timeout: 1}
      """;

  @BeforeEach
  void open() throws IOException {
    host.publish("cli-web", "1.0");
  }

  private String web(String version) throws IOException {
    return host.file("web.yaml", String.format(WEB, version, version));
  }

  private void apply() throws IOException {
    Result result = host.run("apply", "-f", web("1.0"));
    assertEquals(0, result.code(), result.err());
  }

  @Test
  void planThenApplyThenNothingToDo() throws IOException {
    String file = web("1.0");
    Result plan = host.run("plan", "-f", file);
    assertEquals(2, plan.code(), plan.err());
    assertTrue(plan.out().contains("ensure: absent -> running"), plan.out());
    assertEquals("", host.apt.query("cli-web"));

    Result apply = host.run("apply", "-f", file);
    assertEquals(0, apply.code(), apply.err());
    assertTrue(apply.out().contains("web: changed, running, ready, revision "), apply.out());
    assertTrue(host.apt.query("cli-web").contains("1.0"));

    assertEquals(0, host.run("plan", "-f", file).code());
    Result again = host.run("apply", "-f", file);
    assertTrue(again.out().startsWith("web: unchanged, running"), again.out());
  }

  @Test
  void theOlderHostManagersExampleAsItIs() throws IOException {
    host.apt.deb("juggler-client-core", "2.3.2001221352").publish();
    host.apt.deb("yandex-rtc-juggler-config", "1.0-6238270").publish();
    host.apt.refresh();
    String file = Path.of("src/test/resources/org/puppetporto/spec/rendered/seed.yaml").toString();
    assertEquals(0, host.run("validate", "-f", file).code());
    Result plan = host.run("plan", "-f", file);
    assertEquals(2, plan.code(), plan.err());
    for (String line : List.of("packages.juggler-client-core: (missing) -> 2.3.2001221352",
        "set controllers[devices] of juggler-agent-rtc to false",
        "set memory_limit of juggler-agent-rtc to 2147483648",
        "set group of juggler-agent-rtc to monitor", "set cpu_guarantee of juggler-agent-rtc to 0.5c")) {
      assertTrue(plan.out().contains(line), plan.out());
    }
  }

  @Test
  void aDefinitionFromStandardInput() throws IOException {
    assertEquals(2, host.runWith(String.format(WEB, "1.0", "1.0"), "plan", "-").code());
    assertEquals(0, host.runWith(String.format(WEB, "1.0", "1.0"), "validate", "-f", "-").code());
  }

  @Test
  void statusAsTableAndAsJson() throws IOException {
    apply();
    Result table = host.run("status");
    assertEquals(0, table.code());
    String[] lines = table.out().split("\n");
    assertTrue(lines[0].startsWith("NAME  STATE    READY"), lines[0]);
    assertTrue(lines[1].startsWith("web   running"), lines[1]);

    Map<?, ?> web = (Map<?, ?>) portoDaemons(host.run("status", "web", "-o", "json")).get("web");
    assertEquals("running", web.get("state"));
    assertEquals(Map.of("cli-web", "1.0"), web.get("packages"));
    assertTrue(host.run("status", "-o", "yaml").out().startsWith("portoDaemons:\n"));
  }

  @Test
  void aTableFitsItsWidth() throws IOException {
    apply();
    host.run("maintenance", "on", "web", "--reason", "a very long reason ".repeat(20));
    host.set("COLUMNS", "80");
    host.run("status").out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void specLeavesSecretsOut() throws IOException {
    apply();
    Result spec = host.run("spec", "-o", "json");
    assertFalse(spec.out().contains("hunter2"));
    Map<?, ?> web = (Map<?, ?>) portoDaemons(spec).get("web");
    assertEquals(Map.of("TOKEN", "[redacted]"), ((Map<?, ?>) web.get("spec")).get("env_secret"));
  }

  @Test
  void logsShowBothStreams() throws IOException {
    apply();
    assertEquals("to-stderr\n", host.run("logs", "web").out());
    assertEquals("to-stdout\n", host.run("logs", "web", "--stdout", "-n", "1").out());
    Result none = host.run("logs", "nowhere");
    assertEquals(1, none.code());
    assertTrue(none.err().contains("porto-daemon status"), none.err());
  }

  @Test
  void logsFollowUntilNobodyReads() throws IOException {
    String file = host.file("tick.yaml", "meta: {name: tick}\nspec:\n  properties:\n    cmd: [/bin/sh, -c, "
        + "'i=0; while true; do echo tick $i; i=$((i + 1)); sleep 0.2; done']\n  policy: {min_uptime: "
        + "0.1}\n");
    assertEquals(0, host.run("apply", "-f", file).code());
    Result logs = host.runUntil("tick 12\n", "logs", "tick", "--stdout", "-f");
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i <= 12; i++) {
      expected.append("tick ").append(i).append('\n');
    }
    assertEquals(expected.toString(), logs.out());
  }

  @Test
  void aStopHoldsUntilStart() throws IOException {
    apply();
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    assertTrue(host.run("status").out().contains("disk swap"));
    Result plan = host.run("plan", "-f", directory.resolve("web.yaml").toString());
    assertTrue(plan.out().contains("held: stopped"), plan.out());
    Result start = host.run("start", "web", "--reason", "swapped");
    assertTrue(start.out().contains("running, ready"), start.out() + start.err());
  }

  @Test
  void maintenanceKeepsApplyAway() throws IOException {
    apply();
    assertEquals(64, host.run("maintenance", "on", "web").code());
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "looking").code());
    String file = host.file("web.yaml", String.format(WEB, "1.0", "1.0")
        .replace("isolate: false", "isolate: true"));
    assertTrue(host.run("apply", "-f", file).out().contains("held: maintenance"));
    assertEquals(0, host.run("maintenance", "off", "web").code());
    assertTrue(host.run("apply", "-f", file).out().contains("web: changed"));
  }

  @Test
  void restartStartsAnotherProcess() throws IOException {
    apply();
    Result restart = host.run("restart", "web", "--reason", "new certificate");
    assertEquals(0, restart.code(), restart.err());
    assertTrue(restart.out().contains("restart: new certificate"), restart.out());
    assertEquals(64, host.run("restart", "web").code());
  }

  @Test
  void aFailedRevisionIsTriedAgainOnlyWhenAsked() throws IOException {
    apply();
    String broken = host.file("web.yaml", String.format(WEB, "1.0", "1.0")
        .replace("exec sleep 1000", "test -e " + directory + "/flag && exec sleep 1000")
        .replace("min_uptime: 0.2", "min_uptime: 0.2, ready_timeout: 2"));
    assertEquals(1, host.run("apply", "-f", broken).code());
    assertTrue(host.run("history", "web").out().contains("FAILED"));
    Result again = host.run("plan", "-f", broken);
    assertTrue(again.out().contains("not tried again"), again.out());

    Files.createFile(directory.resolve("flag"));
    Result retry = host.run("retry", "web", "--reason", "flag is there");
    assertEquals(0, retry.code(), retry.err());
    assertTrue(host.run("history", "web").out().contains("CURRENT"));
    assertEquals(1, host.run("retry", "web", "--reason", "again").code());
  }

  @Test
  void bootBringsBackWhatIsStored() throws Exception {
    apply();
    host.reboot();
    Result boot = host.run("boot");
    assertEquals(0, boot.code(), boot.err());
    assertTrue(boot.out().contains("web: changed, running, ready"), boot.out());
  }

  @Test
  void purgeAsksFirst() throws IOException {
    apply();
    Result refused = host.runWith("no\n", "purge", "web");
    assertEquals(1, refused.code());
    assertTrue(host.apt.query("cli-web").contains("1.0"));
    assertEquals(0, host.runWith("web\n", "purge", "web").code());
    assertEquals("", host.apt.query("cli-web"));
    assertTrue(host.run("status").out().contains("REMOVED"));
    assertEquals(0, host.run("purge", "--yes", "web").code());
  }

  /** An older version may have stored what a newer one refuses. */
  @Test
  void purgeGoesByTheRecordWhereTheStoredDefinitionIsRefused() throws IOException {
    apply();
    Path record = directory.resolve("state/daemons/web.json");
    Files.writeString(record, Files.readString(record).replace("\"isolate\"", "\"isolation\""));
    Result purge = host.run("purge", "--yes", "web");
    assertEquals(0, purge.code(), purge.err());
    assertTrue(purge.err().contains("the stored definition of web cannot be read whole any more"), purge.err());
    assertTrue(purge.err().contains("isolation"), purge.err());
    assertEquals("", host.apt.query("cli-web"));
    assertTrue(host.run("status").out().contains("REMOVED"));
  }

  @Test
  void deleteRequestedInAFilePurges() throws IOException {
    apply();
    String file = host.file("web.yaml", "meta: {name: web, delete_requested: true}\n");
    assertEquals(0, host.run("apply", "-f", file).code());
    assertEquals("", host.apt.query("cli-web"));
  }

  @Test
  void anUnknownVersionChangesNothingAndOthersGoOn() throws IOException {
    String other = host.file("other.yaml", "meta: {name: other}\nspec: {properties: {cmd: [sleep, '1000']}, "
        + "policy: {min_uptime: 0.2}}\n");
    Result result = host.run("apply", "-f", web("9.9"), "-f", other);
    assertEquals(1, result.code());
    assertTrue(result.err().contains("9.9"), result.err());
    assertTrue(result.out().contains("other: changed, running"), result.out());
    assertFalse(host.run("status").out().contains("web  "), host.run("status").out());
  }

  @Test
  void aForeignContainerIsLeftAloneUntilItIsAdopted() throws Exception {
    try (PortoClient porto =
        Porto.connect(Path.of(host.environment().get("PORTO_SOCKET")), Deadlines.DEFAULT)) {
      porto.create("web");
      porto.setCommandArgv("web", List.of("sleep", "1000"));
      porto.start("web");
      Result refused = host.run("apply", "-f", web("1.0"));
      assertEquals(1, refused.code());
      assertTrue(refused.err().contains("adopt"), refused.err());
      Result adopted = host.run("adopt", "web", "-f", web("1.0"));
      assertEquals(0, adopted.code(), adopted.err());
      assertEquals("web", porto.get("web", "labels[HOSTMAN.daemon]"));
    }
    assertEquals(1, host.run("adopt", "other", "-f", web("1.0")).code());
  }

  @Test
  void whatPuppetDeclaresIsLeftToPuppet() throws Exception {
    try (Engine puppets = Engine.open(host.environment(), new StartReadiness())) {
      puppets.execute(puppets.read(
          Map.of("origin", "Porto_daemon[web]", "meta", Map.of("name", "web"), "spec",
          Map.of("properties", Map.of("cmd", List.of("sleep", "1000")), "policy", Map.of("min_uptime", 0.2))),
          "bridge"), Progress.NONE);
    }
    host.file("definitions/web.yaml", String.format(WEB, "1.0", "1.0"));
    Result directory = host.run("apply", "-d");
    assertEquals(0, directory.code(), directory.err());
    assertTrue(directory.err().contains("declared by Puppet, too; the file is left out"), directory.err());
    assertEquals("", directory.out());
    Result byHand = host.run("plan", "-f", web("1.0"));
    assertEquals(2, byHand.code());
    assertTrue(byHand.err().contains("Puppet's next run brings its own definition back"), byHand.err());
  }

  @Test
  void whatPuppetDeclaresNoMoreIsTheFiles() throws Exception {
    Map<String, Object> definition = Map.of("origin", "Porto_daemon[web]", "meta", Map.of("name", "web"), "spec",
        Map.of("properties", Map.of("cmd", List.of("sleep", "1000")), "policy", Map.of("min_uptime", 0.2)));
    host.file("definitions/web.yaml", String.format(WEB, "1.0", "1.0"));
    try (Engine puppets = Engine.open(host.environment(), new StartReadiness())) {
      puppets.execute(puppets.read(definition, "bridge"), Progress.NONE);
      puppets.storeDeclared(List.of("web"));
      assertTrue(host.run("apply", "-d").err().contains("the file is left out"));
      puppets.storeDeclared(List.of());
      Result moved = host.run("apply", "-d");
      assertEquals("", moved.err());
      assertTrue(moved.out().contains("web: changed"), moved.out());

      puppets.execute(puppets.read(definition, "bridge"), Progress.NONE);
      assertTrue(host.run("apply", "-d").err().contains("the file is left out"), "made without a catalog");
    }
  }

  /** One that came up through its file first, or that Puppet wants away, is Puppet's no less. */
  @Test
  void whatPuppetNotesIsLeftToPuppetHoweverItCameUp() throws Exception {
    host.file("definitions/web.yaml", String.format(WEB, "1.0", "1.0"));
    assertEquals(0, host.run("apply", "-d").code());
    try (Engine puppets = Engine.open(host.environment(), new StartReadiness())) {
      puppets.storeDeclared(List.of("web", "other"));
    }
    assertEquals(0, host.run("purge", "--yes", "web").code());
    Result left = host.run("apply", "-d");
    assertTrue(left.err().contains("declared by Puppet, too; the file is left out"), left.err());
    assertTrue(host.run("status").out().contains("REMOVED"));

    assertEquals(0, host.run("apply", "-f", web("1.0")).code(), "by hand it is applied");
    assertEquals(0, host.run("apply", "-d").code());
    assertEquals("", host.run("plan", "-d").err(), "and counts from then on");
    Files.writeString(directory.resolve("state/puppet.json"), "{");
    Result unclear = host.run("apply", "-d");
    assertEquals(1, unclear.code());
    assertTrue(unclear.err().contains("puppet.json: which daemons Puppet declares cannot be read"), unclear.err());
  }

  @Test
  void aMissingSocketIsNamed() throws IOException {
    host.set("PORTO_SOCKET", directory.resolve("nowhere").toString());
    Result result = host.run("status");
    assertEquals(69, result.code());
    assertTrue(result.err().contains(directory.resolve("nowhere").toString()), result.err());
    Result doctor = host.run("doctor");
    assertEquals(1, doctor.code());
    assertTrue(doctor.out().contains("FAIL  Porto"), doctor.out());
  }

  @Test
  void aHealthyHostPassesTheDoctor() throws IOException {
    Result doctor = host.run("doctor");
    assertEquals(0, doctor.code(), doctor.out());
  }

  @Test
  void theDoctorNamesFaultAndRemedy() throws IOException {
    apply();
    Path record = directory.resolve("state/daemons/web.json");
    Files.writeString(record, Files.readString(record).replaceAll("\"at\":\"20\\d\\d", "\"at\":\"2999"));
    Path status = directory.resolve("apt/dpkg/status");
    Files.writeString(status, Files.readString(status)
        .replace("Status: install ok installed", "Status: install ok half-configured"));
    host.file("definitions/bad.yaml", "meta: {name: x}\nspec: {properties: {cmd: [sleep, '1'], memory_limt: 1G}}\n");
    Result doctor = host.run("doctor");
    assertEquals(1, doctor.code());
    for (String line : List.of("FAIL  clock: ", "timedatectl", "FAIL  dpkg: cli-web is half-configured",
        "dpkg --configure -a", "FAIL  definitions: ", "bad.yaml:2:40: ", "ok    agent: does not run")) {
      assertTrue(doctor.out().contains(line), doctor.out());
    }
    try (var running = org.puppetporto.engine.HostLock.ofAgent(
        org.puppetporto.engine.HostPaths.from(host.environment())).take("test")) {
      assertTrue(host.run("doctor").out().contains("FAIL  agent: runs, and "));
      assertEquals("", host.run("report", "--unless-agent").out());
    } catch (org.puppetporto.engine.EngineException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void usageErrorsAndHelp() {
    Result none = host.run();
    assertEquals(0, none.code());
    assertTrue(none.out().contains("Commands:"));
    Result unknown = host.run("aply");
    assertEquals(64, unknown.code());
    assertTrue(unknown.err().startsWith("porto-daemon: "), unknown.err());
    assertEquals(64, host.run("apply").code());
    assertEquals(0, host.run("apply", "--help").code());
    assertEquals(0, host.run("--version").code());
    Result completion = host.run("completion");
    assertTrue(completion.out().contains("validate"), completion.err());
  }

  private static Map<?, ?> portoDaemons(Result result) throws IOException {
    return (Map<?, ?>) JSON.std.mapFrom(result.out()).get("portoDaemons");
  }
}
