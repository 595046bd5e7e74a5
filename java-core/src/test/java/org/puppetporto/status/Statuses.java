package org.puppetporto.status;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.puppetporto.engine.Hold;
import org.puppetporto.probe.HealthState.Verdict;

/** Statuses as tests need them. */
public final class Statuses {
  public static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");
  public static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  private Statuses() {}

  public static HostStatus host(DaemonStatus... daemons) {
    return new HostStatus(AT, Optional.empty(), List.of(daemons), List.of());
  }

  /** Porto could not be asked. */
  public static HostStatus unreachable(DaemonStatus... daemons) {
    return new HostStatus(AT, Optional.of("portod is down"), List.of(daemons), List.of());
  }

  /** Running, ready, and nothing wrong. */
  public static DaemonStatus well(String name, long respawns, long restarts) {
    return daemon(name, "CURRENT", "running", new Counters(respawns, "2026-01-01 09:00:00", restarts));
  }

  public static DaemonStatus removed(String name) {
    return daemon(name, "REMOVED", "absent", new Counters(0, "", 3));
  }

  public static DaemonStatus unknown(String name, long restarts) {
    return daemon(name, "CURRENT", DaemonStatus.UNKNOWN, new Counters(0, "", restarts));
  }

  public static DaemonStatus daemon(String name, String status, String state, Counters counters) {
    boolean running = state.equals("running");
    Map<Condition.Kind, Condition> conditions = new EnumMap<>(Condition.Kind.class);
    for (Condition.Kind kind : Condition.Kind.values()) {
      conditions.put(kind, running ? Condition.OK : Condition.unknown("is " + state));
    }
    return new DaemonStatus(name, status, "1.0", REVISION, state, running, running, status.equals("CURRENT"),
        running ? 3600 : 0, counters, Optional.empty(), Optional.empty(), conditions, new TreeMap<>(),
        Optional.empty());
  }

  /** With what the agent's probes say. */
  public static DaemonStatus probed(DaemonStatus daemon, Verdict liveness, Verdict readiness) {
    HealthReport health = new HealthReport("42", Optional.of(new HealthReport.Finding(liveness, AT, "status 200")),
        Optional.of(new HealthReport.Finding(readiness, AT, "answered 500")), "");
    return new DaemonStatus(daemon.name(), daemon.status(), daemon.version(), daemon.revision(), daemon.state(),
        daemon.ready(), daemon.running(), daemon.expected(), daemon.uptime(), daemon.counters(), daemon.pending(),
        daemon.hold(), daemon.conditions(), daemon.figures(), Optional.of(health));
  }

  /** Dead, which everything else of it tells, too. */
  public static DaemonStatus dead(String name) {
    return with(daemon(name, "CURRENT", "dead", new Counters(4, "2026-01-01 09:00:00", 0)),
        Optional.empty(), Optional.empty(), Condition.Kind.CONTAINER, Condition.failed("is dead: exit code 3"),
        Map.of());
  }

  public static DaemonStatus with(DaemonStatus daemon, Optional<String> pending, Optional<Hold> hold,
      Condition.Kind kind, Condition condition, Map<String, String> figures) {
    Map<Condition.Kind, Condition> conditions = new EnumMap<>(daemon.conditions());
    conditions.put(kind, condition);
    TreeMap<String, Figure> read = new TreeMap<>();
    figures.forEach((name, text) -> read.put(name, Figure.read(text).get()));
    return new DaemonStatus(daemon.name(), daemon.status(), daemon.version(), daemon.revision(), daemon.state(),
        daemon.ready(), daemon.running(), hold.isEmpty() && daemon.expected(), daemon.uptime(), daemon.counters(),
        pending, hold, conditions, read, daemon.health());
  }
}
