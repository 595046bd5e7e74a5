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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;

/** What people on call do and look at: update, history with its differences, a status that is watched. */
@Timeout(300)
class OperatingTest extends OnHost {
  private static final String WEB = """
      meta: {name: web, version: "%s"}
      spec:
        properties: {cmd: [sleep, '%s'], isolate: false, memory_limit: %s, env: {A: "1", B: "%s"}}
        env_secret: {TOKEN: "hunter%s"}
        policy: {min_uptime: 0.2, stop_timeout: 1, restart_policy: pending}
      """;

  @BeforeEach
  void open() throws IOException {
    host.set("SUDO_USER", "alice");
  }

  private String web(String version, String seconds, String memory, String b) throws IOException {
    return host.file("web.yaml", String.format(WEB, version, seconds, memory, b, b));
  }

  private Map<?, ?> status() throws IOException {
    return daemon(host.run("status", "web", "-o", "json"));
  }

  private static Map<?, ?> daemon(Result result) throws IOException {
    return (Map<?, ?>) ((Map<?, ?>) JSON.std.mapFrom(result.out()).get("portoDaemons")).get("web");
  }

  @Test
  void updateDoesNothingWhereNothingDiffers() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    Object restarts = status().get("restarts");
    Result update = host.run("update", "web", "--reason", "just looking");
    assertEquals(0, update.code(), update.err());
    assertTrue(update.out().contains("web: unchanged, running, ready"), update.out());
    assertEquals(restarts, status().get("restarts"));
    assertEquals(64, host.run("update", "web").code(), "a reason is wanted");
    assertEquals(1, host.run("update", "nobody", "--reason", "x").code());
  }

  @Test
  void updateAppliesWhatWaits() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    Result waits = host.run("apply", "-f", web("2", "1001", "64M", "x"));
    assertTrue(waits.out().contains("restart_policy is pending"), waits.out());
    Result update = host.run("update", "web", "--reason", "quiet hour");
    assertEquals(0, update.code(), update.err());
    assertTrue(update.out().contains("[\"sleep\",\"1000\"] -> [\"sleep\",\"1001\"]"), update.out());
    assertEquals("2", status().get("version"));
    assertTrue(host.run("history", "web").out().contains("quiet hour"));
  }

  @Test
  void historyTellsWhoAndWhy() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    assertEquals(0, host.run("restart", "web", "--reason", "new certificate").code());
    host.set("SUDO_USER", "bob");
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    assertEquals(0, host.run("start", "web", "--reason", "disk is there").code());
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    assertEquals(0, host.run("maintenance", "off", "web").code());
    Map<?, ?> history = daemon(host.run("history", "web", "-o", "json"));
    List<String> deeds = ((List<?>) history.get("deeds")).stream().map(item -> {
      Map<?, ?> deed = (Map<?, ?>) item;
      return deed.get("who") + " " + deed.get("what") + ": " + deed.get("why") + deed.get("failure");
    }).toList();
    assertEquals(List.of("alice apply: ensure: absent -> running", "alice restart: new certificate",
        "bob stop: disk swap", "bob start: disk is there", "bob maintenance on: core dump",
        "bob maintenance off: "), deeds);
    Map<?, ?> revision = (Map<?, ?>) ((List<?>) history.get("revisions")).get(0);
    assertEquals("bob", revision.get("who"));
    String table = host.run("history", "web").out();
    assertTrue(table.contains("new certificate") && table.contains("alice"), table);
  }

  @Test
  void historyTellsWhatARunTurnedOutToBe() throws Exception {
    try (PortoClient porto = Porto.connect(host.socket(), Deadlines.DEFAULT)) {
      porto.create("web");
    }
    String file = web("1", "1000", "64M", "x");
    assertEquals(0, host.run("adopt", "web", "-f", file).code());
    host.set("SUDO_USER", "bob");
    assertEquals(0, host.run("purge", "--yes", "web").code());
    assertEquals(0, host.run("apply", "-f", file).code());
    String removal = host.file("removal.yaml", "meta: {name: web, delete_requested: true}\n");
    assertEquals(0, host.run("apply", "-f", removal).code());
    Map<?, ?> history = daemon(host.run("history", "web", "-o", "json"));
    assertEquals(List.of("alice adopt", "bob purge", "bob apply", "bob purge"),
        ((List<?>) history.get("deeds")).stream().map(item -> {
          Map<?, ?> deed = (Map<?, ?>) item;
          return deed.get("who") + " " + deed.get("what");
        }).toList());
  }

  @Test
  void historyKeepsNoMoreThanItShould() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    Path file = directory.resolve("state/deeds/web.jsonl");
    String line = Files.readString(file);
    Files.writeString(file, line.repeat(199) + "rubbish\n");
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "core dump").code());
    List<String> lines = Files.readAllLines(file);
    assertEquals(100, lines.size());
    assertTrue(lines.get(99).contains("core dump"), lines.get(99));
    assertEquals(0, host.run("history", "web").code());
  }

  @Test
  void historyComparesRevisionsPropertyByProperty() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    Result alone = host.run("history", "web", "--diff");
    assertEquals(1, alone.code());
    assertTrue(alone.err().contains("one revision alone"), alone.err());
    assertEquals(0, host.run("maintenance", "on", "web", "--reason", "x").code());
    assertEquals(0, host.run("maintenance", "off", "web").code());
    String first = String.valueOf(status().get("revision"));
    assertEquals(0, host.run("apply", "-f", web("2", "1000", "128M", "x")).code());
    String second = String.valueOf(status().get("revision"));
    Result diff = host.run("history", "web", "--diff");
    assertEquals(first.substring(0, 12) + " -> " + second.substring(0, 12) + "\n"
        + "  ~ meta.version: 1 -> 2\n  ~ spec.properties.memory_limit: 67108864 -> 134217728\n", diff.out());
    Result backwards = host.run("history", "web", "--diff", second.substring(0, 8), first.substring(0, 4));
    assertTrue(backwards.out().contains("~ meta.version: 2 -> 1"), backwards.out() + backwards.err());
    Result unknown = host.run("history", "web", "--diff", "ffff" + "0".repeat(36));
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("names no revision of web"), unknown.err());
  }

  @Test
  void aDifferenceShowsNoSecret() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    host.file("web.yaml", String.format(WEB, "1", "1001", "64M", "y", "z").replace("pending", "now"));
    assertEquals(0, host.run("apply", "-f", directory.resolve("web.yaml").toString()).code());
    String diff = host.run("history", "web", "--diff").out();
    assertTrue(diff.contains("  ~ spec.env_secret.TOKEN: [redacted] -> [redacted]\n"), diff);
    assertTrue(diff.contains("  ~ spec.properties.env.B: x -> y\n"), diff);
    assertTrue(diff.contains("  ~ spec.properties.cmd: [\"sleep\", \"1000\"] -> [\"sleep\", \"1001\"]\n"), diff);
    assertFalse(diff.contains("hunter") || diff.contains("env.A"), diff);
  }

  @Test
  void aWatchedStatusIsWrittenWhenItChanges() throws Exception {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    CompletableFuture<Result> watching = CompletableFuture.supplyAsync(
        () -> host.runUntil("disk swap", "status", "web", "-o", "json", "--watch=0.1"));
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    String documents = watching.get(60, TimeUnit.SECONDS).out();
    long count = documents.lines().filter(line -> line.equals("  \"portoDaemons\" : {")).count();
    assertTrue(count >= 1 && count <= 5, "looked at every 0.1 s, written when changed: " + count);
  }

  @Test
  void aWatchedStatusIsDrawnAnewOnATerminal() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    host.set("COLUMNS", "80");
    Result watched = host.runOnTerminal("\n\033[J\033[H", "status", "--watch=0.1");
    assertTrue(watched.out().startsWith("\033[H\033[J\033[H"), watched.out());
    List<String> lines = watched.out().lines().toList();
    assertTrue(lines.get(0).endsWith("  every 0.1 s, Ctrl-C ends\033[K"), lines.get(0));
    assertTrue(lines.get(2).startsWith("web   running  yes") && lines.get(2).endsWith("\033[K"), lines.get(2));
    assertTrue(lines.get(3).startsWith("\033[J\033[H"), "drawn a second time, from the upper left corner");
  }

  @Test
  void coloursAppearOnATerminalAlone() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    host.set("COLUMNS", "80");
    assertTrue(host.runOnTerminal("", "status").out().contains("\033[33mweb"));
    assertFalse(host.run("status").out().contains("\033["));
    host.set("NO_COLOR", "1");
    assertFalse(host.runOnTerminal("", "status").out().contains("\033["));
  }

  @Test
  void aNarrowTableLeavesOutWhatMattersLess() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    assertEquals(0, host.run("stop", "web", "--reason", "disk swap").code());
    host.set("COLUMNS", "40");
    assertEquals(List.of("NAME  STATE    READY  NOTE", "web   stopped  no     held: stopped by ~"),
        host.run("status").out().lines().toList());
    assertTrue(host.run("history", "web").out().lines().skip(3).findFirst().orElse("").matches(
        "WHEN +WHO +WHAT +WHY"), host.run("history", "web").out());
  }

  @Test
  void tablesFitTheirWidth() throws IOException {
    assertEquals(0, host.run("apply", "-f", web("1", "1000", "64M", "x")).code());
    assertEquals(0, host.run("stop", "web", "--reason", "a long reason ".repeat(30)).code());
    for (int width : List.of(80, 200)) {
      host.set("COLUMNS", String.valueOf(width));
      for (String command : List.of("status", "history web")) {
        String out = host.run(command.split(" ")).out();
        assertEquals(width, out.lines().mapToInt(String::length).max().orElse(0), out);
      }
    }
  }
}
