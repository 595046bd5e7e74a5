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

/** A revision that gets ready and is bad all the same: back to the one before, until somebody mends it. */
@Timeout(300)
class RollbackTest extends OnHost {
  private static final String WEB = """
      meta: {name: web, version: "%1$s"}
      spec:
        properties: {cmd: [sleep, '100%1$s'], isolate: false}
        packages: {cli-web: "%1$s.0"}
        policy: {min_uptime: 0.2, stop_timeout: 1}
      """;

  @BeforeEach
  void open() throws IOException {
    host.set("SUDO_USER", "alice");
    host.publish("cli-web", "1.0", "2.0");
    assertEquals(0, apply("1").code());
  }

  private Result apply(String version) throws IOException {
    return host.run("apply", "-f", host.file("web.yaml", WEB.formatted(version)));
  }

  private Map<?, ?> web(String command) throws IOException {
    return host.json(command, "web");
  }

  @Test
  void bringsTheRevisionBeforeAndKeepsTheOtherAway() throws IOException {
    Object first = web("status").get("revision");
    Object origin = web("spec").get("origin");
    assertEquals(0, apply("2").code());
    assertEquals("2.0 installed", host.apt.query("cli-web"));

    Result rollback = host.run("rollback", "web", "--reason", "answers slowly");
    assertEquals(0, rollback.code(), rollback.err());
    assertEquals("1.0 installed", host.apt.query("cli-web"));
    assertEquals(first, web("status").get("revision"));
    assertEquals(origin, web("spec").get("origin"));

    Result again = apply("2");
    assertTrue(again.out().contains("rolled back by alice: answers slowly") && again.out().contains(
        "is not tried again until the definition changes or `porto-daemon retry web --reason TEXT`"), again.out());
    assertEquals("1.0 installed", host.apt.query("cli-web"));
    List<?> deeds = (List<?>) web("history").get("deeds");
    assertEquals("rollback answers slowly", ((Map<?, ?>) deeds.get(2)).get("what") + " "
        + ((Map<?, ?>) deeds.get(2)).get("why"));

    assertEquals(0, host.run("retry", "web", "--reason", "it was the network").code());
    assertEquals("2.0 installed", host.apt.query("cli-web"));
  }

  @Test
  void needsARevisionThatWasThereBefore() throws IOException {
    Result alone = host.run("rollback", "web", "--reason", "x");
    assertEquals(1, alone.code());
    assertTrue(alone.err().contains("there is no revision of web before its CURRENT one"), alone.err());
    assertEquals(0, apply("2").code());
    assertEquals(0, host.run("rollback", "web", "--reason", "x").code());
    assertEquals(1, host.run("rollback", "web", "--reason", "x").code(), "what was left is no way back");
    assertEquals(1, host.run("rollback", "nobody", "--reason", "x").code());
  }

  @Test
  void waitsForTheEndOfMaintenance() throws IOException {
    assertEquals(0, apply("2").code());
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "x").code());
    Result held = host.run("rollback", "web", "--reason", "answers slowly");
    assertEquals(77, held.code(), held.out());
    assertEquals("2.0 installed", host.apt.query("cli-web"));
    assertEquals("CURRENT", web("status").get("status"));
    assertEquals("2", web("status").get("version"));
  }
}
