package org.puppetporto.status;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.engine.AtomicFile;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.probe.HealthState.Verdict;
import org.puppetporto.status.HealthReport.Finding;

/**
 * What the agent's probes say, for every door: a file in the run directory that the agent keeps fresh. What is
 * not fresh says nothing.
 */
public final class HealthBoard {
  /** One that nobody writes to. */
  public static final HealthBoard NONE = new HealthBoard(Path.of("/nonexistent/health.json"), Clock.systemUTC());
  private static final int FORMAT = 1;

  private final Path file;
  private final Clock clock;
  private Content last = new Content("", Instant.MIN, new TreeMap<>());

  /** What was read, so that a look at many daemons reads it once. */
  private record Content(String stamp, Instant until, SortedMap<String, HealthReport> reports) {}

  HealthBoard(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The one of this host. */
  public static HealthBoard of(HostPaths paths) {
    return new HealthBoard(paths.runDir().resolve("health.json"), Clock.systemUTC());
  }

  /** What is known of all daemons; empty when no agent is at work. */
  public synchronized SortedMap<String, HealthReport> read() {
    // Asked for every daemon, and missing on hosts without an agent: no exception each time.
    if (!file.toFile().exists()) {
      return new TreeMap<>();
    }
    try {
      // Each writing makes another file.
      String stamp = Files.getAttribute(file, "unix:ino") + " " + Files.getLastModifiedTime(file);
      if (!stamp.equals(last.stamp())) {
        last = parsed(stamp, JSON.std.mapFrom(Files.readString(file)));
      }
    } catch (IOException | RuntimeException e) {
      // There is none, or none that can be understood: nothing is known.
      return new TreeMap<>();
    }
    return clock.instant().isBefore(last.until()) ? last.reports() : new TreeMap<>();
  }

  private static Content parsed(String stamp, Map<String, Object> document) {
    SortedMap<String, HealthReport> reports = new TreeMap<>();
    if (Integer.valueOf(FORMAT).equals(document.get("format"))) {
      ((Map<?, ?>) document.get("daemons")).forEach(
          (name, report) -> reports.put((String) name, toReport((Map<?, ?>) report)));
    }
    return new Content(stamp, Instant.parse((String) document.get("until")), reports);
  }

  /** What is known of the process that a container runs now. */
  Optional<HealthReport> read(ContainerView container) {
    return Optional.ofNullable(read().get(container.name()))
        .filter(report -> report.process().equals(container.value("root_pid").orElse("")));
  }

  /**
   * Replaces all of it.
   *
   * @param fresh how long it says anything
   */
  public void write(Map<String, HealthReport> reports, Duration fresh) throws IOException {
    Map<String, Object> daemons = new LinkedHashMap<>();
    reports.forEach((name, report) -> daemons.put(name, toDocument(report)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("until", clock.instant().plus(fresh).toString());
    document.put("daemons", daemons);
    Files.createDirectories(file.getParent());
    AtomicFile.write(file, JSON.std.asString(document));
  }

  /** Says nothing any more. */
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }

  /** As status shows it. */
  static Map<String, Object> toDocument(HealthReport report) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("process", report.process());
    report.liveness().ifPresent(finding -> out.put("liveness", toDocument(finding)));
    report.readiness().ifPresent(finding -> out.put("readiness", toDocument(finding)));
    out.put("remedy", report.remedy());
    return out;
  }

  private static Map<String, Object> toDocument(Finding finding) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("verdict", finding.verdict().name());
    out.put("since", finding.since().toString());
    out.put("text", finding.text());
    return out;
  }

  private static HealthReport toReport(Map<?, ?> document) {
    return new HealthReport((String) document.get("process"), toFinding(document.get("liveness")),
        toFinding(document.get("readiness")), (String) document.get("remedy"));
  }

  private static Optional<Finding> toFinding(Object value) {
    return Optional.ofNullable((Map<?, ?>) value).map(document -> new Finding(
        Verdict.valueOf((String) document.get("verdict")), Instant.parse((String) document.get("since")),
        (String) document.get("text")));
  }
}
