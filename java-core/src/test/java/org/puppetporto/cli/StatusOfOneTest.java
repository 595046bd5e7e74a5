package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;

/** One daemon at length, as somebody on call wants to see it. */
@Timeout(300)
class StatusOfOneTest extends OnHost {
  private static final String WEB = """
      meta: {name: web, version: "%s"}
      spec:
        properties:
          cmd: [sh, -c, 'echo "first$(printf "\\\\033")[31m"; for i in 1 2 3 4 5 6 7 8 9 10 11; do
            echo "line $i" >&2; done; %s']
          isolate: false
          memory_limit: 64M
        packages: {cli-web: "1.0"}
        policy: {min_uptime: 0.2, ready_timeout: 2, stop_timeout: 1}
      """;

  @BeforeEach
  void open() throws IOException {
    host.publish("cli-web", "1.0");
    assertEquals(0, apply("1", "exec sleep 1000").code());
  }

  private Result apply(String version, String rest) throws IOException {
    return host.run("apply", "-f", host.file("web.yaml", String.format(WEB, version, rest)));
  }

  private String shown() {
    Result result = host.run("status", "web");
    assertEquals(0, result.code(), result.err());
    return result.out();
  }

  private static void has(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), part + "\nis not in\n" + text);
    }
  }

  @Test
  void oneThatIsWell() {
    String text = shown();
    has(text, "web: running, ready\n", "  packages     cli-web 1.0\n", "CURRENT, version 1, revision ",
        "limit 64 MiB", " 0 OOM kills", "0 by us, 0 by portod",
        "  conditions   OK packages, container, configuration, health, oom, core_dumped\n",
        "web.yaml\n", "apply", "stderr, last lines:\n  line 2\n  line 3\n");
    assertTrue(text.endsWith("  line 11\n"), text);
  }

  @Test
  void oneThatIsHeld() {
    host.set("SUDO_USER", "alice");
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    has(shown(), "  held         maintenance by alice since 2", ": core dump\n", "porto-daemon maintenance off");
    assertEquals(0, host.run("stop", "web", "--reason", "part of it").code());
    has(shown(), "web: stopped, not ready\n", "  held         maintenance by alice since 2", "FAILED container: ");
    assertEquals(0, host.run("maintenance", "off", "web").code());
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    String text = shown();
    has(text, "web: stopped, not ready\n", "  held         stopped by alice since 2", ": disk swap\n",
        "no run starts it until: porto-daemon start");
    assertFalse(text.contains("stderr, last"), "Porto forgets it at a stop");
  }

  @Test
  void oneWhoseUpdateFailed() throws IOException {
    assertEquals(1, apply("2", "exit 3").code());
    has(shown(), "web: running, ready\n", "FAILED configuration: revision ", "it died after its start",
        "exit code 3", "  failed ");
  }

  @Test
  void oneThatIsRemoved() {
    assertEquals(0, host.run("purge", "--yes", "web").code());
    String text = shown();
    has(text, "web: removed\n", "  status       REMOVED", " REMOVED since 2", "purge");
    assertFalse(text.contains("memory") || text.contains("UNKNOWN"), text);
  }

  @Test
  void withPortoOutOfReachTheStoreIsShownAndTheCodeSaysSo() {
    host.set("PORTO_SOCKET", directory.resolve("nowhere").toString());
    for (List<String> args : List.of(List.of("status"), List.of("status", "web"), List.of("status", "-o", "json"))) {
      Result result = host.run(args.toArray(new String[0]));
      assertEquals(69, result.code());
      has(result.out(), "web", "unknown");
      has(result.err(), directory.resolve("nowhere").toString());
    }
    host.set("PORTO_SOCKET", host.socket().toString());
  }

  @Test
  void itFitsItsWidth() throws IOException {
    assertEquals(1, apply("2", "exit 3").code());
    for (int width : List.of(80, 200)) {
      host.set("COLUMNS", String.valueOf(width));
      shown().lines().forEach(line -> assertTrue(line.length() <= width, line));
    }
  }
}
