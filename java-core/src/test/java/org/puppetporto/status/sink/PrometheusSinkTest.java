package org.puppetporto.status.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.status.Statuses.AT;
import static org.puppetporto.status.Statuses.dead;
import static org.puppetporto.status.Statuses.host;
import static org.puppetporto.status.Statuses.removed;
import static org.puppetporto.status.Statuses.unknown;
import static org.puppetporto.status.Statuses.unreachable;
import static org.puppetporto.status.Statuses.well;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.engine.Hold;
import org.puppetporto.probe.HealthState.Verdict;
import org.puppetporto.status.Condition;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.Statuses;

class PrometheusSinkTest {
  @TempDir
  private Path directory;

  private PrometheusSink sink() {
    return new PrometheusSink(new Settings.Prometheus(directory), () -> new TreeMap<>(Map.of("yasm", AT)));
  }

  private static HostStatus everything() {
    Hold hold = new Hold(Hold.Kind.MAINTENANCE, "ann", "disk", AT);
    Map<String, String> figures = new TreeMap<>();
    Map.of("cpu_usage", "1500000000", "cpu_wait", "1", "cpu_throttled", "0", "memory_usage", "1048576",
        "memory_limit", "2147483648", "memory_guarantee", "629145600", "anon_usage", "524288", "oom_kills", "2",
        "io_read", "fs: 4096; hw: 8192; sda: 8192", "io_write", "hw: 1").forEach(figures::put);
    Map.of("io_ops", "hw: 3", "net_bytes", "eth0: 100", "net_packets", "eth0: 10", "net_drops", "eth0: 1; CS0: 2",
        "net_overlimits", "eth0: 0", "net_rx_drops", "eth0: 4", "net_tx_drops", "group default: 5",
        "thread_count", "12", "process_count", "3").forEach(figures::put);
    return host(
        Statuses.with(Statuses.probed(well("juggler-agent-rtc", 3, 2), Verdict.WELL, Verdict.ILL), Optional.empty(), Optional.empty(), Condition.Kind.OOM,
            new Condition(Condition.State.FAILED, "2 tasks"), figures),
        Statuses.with(dead("held"), Optional.of("waits for the window"), Optional.of(hold),
            Condition.Kind.PACKAGES, new Condition(Condition.State.OK, ""), Map.of()),
        removed("gone"));
  }

  @Test
  void writesWhatTheGoldenFileHolds() throws Exception {
    sink().deliver(everything(), Cursor.START);
    String written = Files.readString(directory.resolve("porto-daemons.prom"));
    assertEquals(golden("everything.prom"), written);
    for (Metric metric : Metric.values()) {
      assertTrue(written.contains("# TYPE " + metric.exposed() + " "), metric.exposed());
    }
  }

  @Test
  void withPortoOutOfReachItSaysSoAndClaimsNothing() throws Exception {
    sink().deliver(unreachable(unknown("web", 2)), Cursor.START);
    assertEquals(golden("unreachable.prom"), Files.readString(directory.resolve("porto-daemons.prom")));
  }

  private static String golden(String name) throws IOException {
    return new String(PrometheusSinkTest.class.getResourceAsStream(name).readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void isReadableByAllAndLeavesNothingElse() throws Exception {
    sink().deliver(host(well("web", 0, 0)), Cursor.START);
    sink().deliver(host(well("web", 0, 0)), Cursor.START);
    Path file = directory.resolve("porto-daemons.prom");
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void isWrittenIntoNoFileThatItsNameWasLedTo() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "not ours");
    Files.createSymbolicLink(directory.resolve("." + PrometheusSink.FILE + ".new"), other);
    sink().deliver(host(well("web", 0, 0)), Cursor.START);
    assertEquals("not ours", Files.readString(other));
    assertTrue(Files.isRegularFile(directory.resolve(PrometheusSink.FILE), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void keepsTheRulesOfTheCollector() throws Exception {
    sink().deliver(everything(), Cursor.START);
    String text = Files.readString(directory.resolve("porto-daemons.prom"));
    assertTrue(text.endsWith("\n"));
    Set<String> series = new HashSet<>();
    for (String line : text.split("\n")) {
      if (!line.startsWith("#")) {
        assertTrue(line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? [0-9.]+"), line);
        assertTrue(series.add(line.substring(0, line.lastIndexOf(' '))), "twice: " + line);
      }
    }
  }

  @Test
  void labelsAreEscaped() {
    Exposition out = new Exposition();
    out.add(Metric.NET_DROPS_TOTAL, BigDecimal.ONE, "we\"b", "a\\b\nc");
    assertTrue(out.text().endsWith("porto_daemon_net_drops_total{daemon=\"we\\\"b\",interface=\"a\\\\b\\nc\"} 1\n"));
    assertFalse(out.text().contains("UP"));
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    PrometheusSink sink =
        new PrometheusSink(new Settings.Prometheus(directory.resolve("nowhere")), TreeMap::new);
    SinkException e = assertThrows(SinkException.class, () -> sink.deliver(everything(), Cursor.START));
    assertTrue(e.getMessage().contains(directory.resolve("nowhere/porto-daemons.prom").toString()), e.getMessage());
  }
}
