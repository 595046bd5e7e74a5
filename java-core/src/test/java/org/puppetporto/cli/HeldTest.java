package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;

/** What is asked of a daemon that somebody holds: a script must not take silence for a restart. */
@Timeout(300)
class HeldTest extends OnHost {
  private static final String WEB = """
      meta: {name: web, version: "%1$s"}
      spec:
        properties: {cmd: [sleep, '%2$s'], isolate: false}
        policy: {min_uptime: 0.2, stop_timeout: 1, restart_policy: pending}
      """;

  @BeforeEach
  void open() throws IOException {
    host.set("SUDO_USER", "alice");
    assertEquals(0, host.run("apply", "-f", host.file("web.yaml", WEB.formatted("1", "1000"))).code());
  }

  private Map<?, ?> web(String command) throws IOException {
    return host.json(command, "web");
  }

  private Map<?, ?> lastDeed() throws IOException {
    List<?> deeds = (List<?>) web("history").get("deeds");
    return (Map<?, ?>) deeds.get(deeds.size() - 1);
  }

  private void notDone(String remedy, String... args) {
    Result result = host.run(args);
    assertEquals(77, result.code(), String.join(" ", args) + ": " + result.out() + result.err());
    assertEquals("", result.out(), String.join(" ", args));
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("porto-daemon: web: not done, held: "), result.err());
    assertTrue(result.err().endsWith("; to end that: porto-daemon " + remedy + "\n"), result.err());
  }

  @Test
  void aRestartUnderMaintenanceFailsAndSaysHowToEndIt() throws IOException {
    Object restarts = web("status").get("restarts");
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    host.set("SUDO_USER", "bob");
    notDone("maintenance off web", "restart", "web", "--reason", "new certificate");
    assertEquals(restarts, web("status").get("restarts"));
    assertEquals("bob", lastDeed().get("who"));
    assertTrue(lastDeed().get("failure").toString().startsWith("held: maintenance by alice since "),
        lastDeed().toString());
    assertEquals(0, host.run("maintenance", "off", "web").code());
    assertEquals(0, host.run("restart", "web", "--reason", "new certificate").code());
  }

  @Test
  void anUpdateThatIsHeldFailsAndOneThatHasNothingToDoDoesNot() throws IOException {
    assertEquals(0, host.run("apply", "-f", host.file("web.yaml", WEB.formatted("2", "1001"))).code());
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    notDone("maintenance off web", "update", "web", "--reason", "quiet hour");
    assertEquals("1", web("status").get("version"));
    assertEquals(0, host.run("maintenance", "off", "web").code());
    assertEquals(0, host.run("update", "web", "--reason", "quiet hour").code());
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    assertEquals(0, host.run("update", "web", "--reason", "just looking").code());
  }

  @Test
  void aRestartOfWhatIsStoppedFailsUntilStart() throws IOException {
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    notDone("start web --reason TEXT", "restart", "web", "--reason", "new certificate");
    assertEquals("stopped", web("status").get("state"));
    assertEquals(0, host.run("start", "web", "--reason", "disk is there").code());
    assertEquals("running", web("status").get("state"));
  }

  @Test
  void maintenanceNeitherReplacesNorEndsAStop() throws IOException {
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    for (String[] args : List.of(new String[] {"maintenance", "on", "web", "--reason", "x"},
        new String[] {"maintenance", "off", "web"})) {
      Result refused = host.run(args);
      assertEquals(1, refused.code(), refused.out());
      assertTrue(refused.err().contains("web is held: stopped by an operator by alice since ")
          && refused.err().contains("to end that: porto-daemon start web --reason TEXT"), refused.err());
    }
    assertEquals(0, host.run("apply", "-f", directory.resolve("web.yaml").toString()).code());
    assertEquals("stopped", web("status").get("state"));
  }

  @Test
  void aStopUnderMaintenanceIsPartOfIt() throws IOException {
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    host.set("SUDO_USER", "bob");
    Result stop = host.run("stop", "web", "--reason", "disk swap");
    assertEquals(0, stop.code(), stop.err());
    assertTrue(stop.out().contains("held: maintenance by alice since "), stop.out());
    assertEquals("stopped", web("status").get("state"));
    notDone("maintenance off web", "start", "web", "--reason", "disk is there");
    assertEquals("stopped", web("status").get("state"));
    assertEquals(0, host.run("maintenance", "off", "web").code());
    assertEquals(0, host.run("start", "web", "--reason", "disk is there").code());
    assertEquals("running", web("status").get("state"));
  }
}
