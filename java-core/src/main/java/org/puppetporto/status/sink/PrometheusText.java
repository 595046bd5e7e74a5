package org.puppetporto.status.sink;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.puppetporto.engine.Hold;
import org.puppetporto.probe.HealthState.Verdict;
import org.puppetporto.status.Condition;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.Figure;
import org.puppetporto.status.HealthReport;
import org.puppetporto.status.HostStatus;

/** Status as metrics. Counters are totals: Prometheus itself finds what was added, and where they began anew. */
final class PrometheusText {
  private static final List<String> STATUSES = List.of("CURRENT", "REMOVED", "FAILED");
  private static final int NANO_DIGITS = 9;

  /** Porto's figure by the metric that shows it. */
  private static final Map<Metric, String> FIGURES = figures();

  private PrometheusText() {}

  private static Map<Metric, String> figures() {
    Map<Metric, String> figures = new LinkedHashMap<>();
    figures.put(Metric.CPU_USAGE_SECONDS_TOTAL, "cpu_usage");
    figures.put(Metric.CPU_WAIT_SECONDS_TOTAL, "cpu_wait");
    figures.put(Metric.CPU_THROTTLED_SECONDS_TOTAL, "cpu_throttled");
    figures.put(Metric.MEMORY_USAGE_BYTES, "memory_usage");
    figures.put(Metric.MEMORY_ANON_BYTES, "anon_usage");
    figures.put(Metric.MEMORY_LIMIT_BYTES, "memory_limit");
    figures.put(Metric.MEMORY_GUARANTEE_BYTES, "memory_guarantee");
    figures.put(Metric.OOM_KILLS_TOTAL, "oom_kills");
    figures.put(Metric.IO_READ_BYTES_TOTAL, "io_read");
    figures.put(Metric.IO_WRITTEN_BYTES_TOTAL, "io_write");
    figures.put(Metric.IO_OPERATIONS_TOTAL, "io_ops");
    figures.put(Metric.NET_BYTES_TOTAL, "net_bytes");
    figures.put(Metric.NET_PACKETS_TOTAL, "net_packets");
    figures.put(Metric.NET_DROPS_TOTAL, "net_drops");
    figures.put(Metric.NET_OVERLIMITS_TOTAL, "net_overlimits");
    figures.put(Metric.NET_RECEIVE_DROPS_TOTAL, "net_rx_drops");
    figures.put(Metric.NET_TRANSMIT_DROPS_TOTAL, "net_tx_drops");
    figures.put(Metric.THREADS, "thread_count");
    figures.put(Metric.PROCESSES, "process_count");
    return figures;
  }

  /**
   * Writes the whole file.
   *
   * @param sinks when each other sink last took all it was told
   */
  static String of(HostStatus host, SortedMap<String, Instant> sinks) {
    Exposition out = new Exposition();
    out.add(Metric.UP, host.problem().isEmpty());
    out.add(Metric.LAST_RUN_TIMESTAMP_SECONDS, host.at().getEpochSecond());
    sinks.forEach((sink, at) ->
        out.add(Metric.SINK_LAST_SUCCESS_TIMESTAMP_SECONDS, at.getEpochSecond(), sink));
    for (DaemonStatus daemon : host.daemons()) {
      life(daemon, out);
      FIGURES.forEach((metric, name) -> figure(metric, daemon.figures().get(name), daemon.name(), out));
    }
    return out.text();
  }

  private static void life(DaemonStatus daemon, Exposition out) {
    String name = daemon.name();
    out.add(Metric.READY, daemon.ready(), name);
    out.add(Metric.RUNNING, daemon.running(), name);
    out.add(Metric.EXPECTED, daemon.expected(), name);
    for (String status : STATUSES) {
      out.add(Metric.STATUS, status.equals(daemon.status()), name, status);
    }
    out.add(Metric.INFO, 1, name, daemon.version(), daemon.revision());
    for (Hold.Kind kind : Hold.Kind.values()) {
      out.add(Metric.HELD, daemon.hold().filter(hold -> hold.kind() == kind).isPresent(), name,
          kind.name().toLowerCase(java.util.Locale.ROOT));
    }
    out.add(Metric.PENDING, daemon.pending().isPresent(), name);
    daemon.conditions().forEach((kind, condition) -> {
      if (condition.state() != Condition.State.UNKNOWN) {
        out.add(Metric.CONDITION, condition.state() == Condition.State.OK, name, kind.word());
      }
    });
    daemon.health().ifPresent(health -> {
      probe("liveness", health.liveness(), name, out);
      probe("readiness", health.readiness(), name, out);
    });
    if (daemon.known()) {
      out.add(Metric.UPTIME_SECONDS, daemon.uptime(), name);
      out.add(Metric.RESPAWNS_TOTAL, daemon.counters().respawns(), name);
    }
    out.add(Metric.RESTARTS_TOTAL, daemon.counters().restarts(), name);
  }

  private static void probe(
      String kind, Optional<HealthReport.Finding> finding, String name, Exposition out) {
    finding.filter(known -> known.verdict() != Verdict.UNKNOWN)
        .ifPresent(known -> out.add(Metric.PROBE, known.verdict() == Verdict.WELL, name, kind));
  }

  /** A figure of one number stands alone; one with devices or interfaces has them for a label. */
  private static void figure(Metric metric, Figure figure, String name, Exposition out) {
    if (figure == null) {
      return;
    }
    boolean nanos = metric.exposed().contains("_seconds");
    figure.parts().forEach((part, amount) -> {
      BigDecimal value = nanos ? BigDecimal.valueOf(amount, NANO_DIGITS) : BigDecimal.valueOf(amount);
      if (metric.labels().size() == 2) {
        out.add(metric, value, name, part);
      } else if (part.isEmpty()) {
        out.add(metric, value, name);
      }
    });
  }
}
