package org.puppetporto.status;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.RevisionRecord;
import org.puppetporto.engine.RevisionStatus;
import org.puppetporto.porto.ContainerState;

/** Looks at all daemons of the host at once. */
public final class StatusReader {
  private final Engine engine;
  private final StartReadiness readiness;
  private final Clock clock;

  public StatusReader(Engine engine, StartReadiness readiness, Clock clock) {
    this.engine = engine;
    this.readiness = readiness;
    this.clock = clock;
  }

  /**
   * Reads Porto, dpkg and the store.
   *
   * @throws EngineException when one of them cannot be read
   */
  public HostStatus read() throws EngineException {
    return read(Figures.asked());
  }

  /**
   * What the fact tells, by name: as {@link StatusDocument#brief} has it of what {@link #read()} finds. Every run
   * of Puppet waits for it: where nothing can wait, neither packages are read nor plans made for it.
   */
  public Map<String, Object> readBrief() throws EngineException {
    Observation seen = engine.glance();
    Map<String, Object> daemons = new LinkedHashMap<>();
    for (String name : seen.managed()) {
      Optional<Map<String, Object>> brief = brief(seen.host().daemon(name),
          seen.container(name).filter(ContainerView::ours));
      if (brief.isEmpty()) {
        return readBriefByPlans();
      }
      daemons.put(name, brief.get());
    }
    return daemons;
  }

  /** One daemon, where it can be told without its plan. */
  private Optional<Map<String, Object>> brief(DaemonRecord record, Optional<ContainerView> container) {
    if (record.hold().isPresent() || record.pending().isPresent()) {
      return Optional.empty();
    }
    Optional<RevisionRecord> current = record.current();
    if (current.isEmpty()) {
      boolean removed = container.isEmpty() && record.status().equals(Optional.of(RevisionStatus.REMOVED));
      return removed
          ? Optional.of(StatusDocument.brief(RevisionStatus.REMOVED.name(), "", "", state(container), false,
              Optional.empty()))
          : Optional.empty();
    }
    Optional<Duration> minUptime = current.get().minUptimeOfPrompt();
    if (minUptime.isEmpty()) {
      return Optional.empty();
    }
    boolean ready = container.isPresent() && readiness.ready(container.get(), minUptime.get());
    return Optional.of(StatusDocument.brief(RevisionStatus.CURRENT.name(), current.get().version(),
        current.get().id(), state(container), ready, Optional.empty()));
  }

  private Map<String, Object> readBriefByPlans() throws EngineException {
    Map<String, Object> daemons = new LinkedHashMap<>();
    for (DaemonStatus daemon : read(Set.of()).daemons()) {
      daemons.put(daemon.name(), StatusDocument.brief(daemon));
    }
    return daemons;
  }

  private static String state(Optional<ContainerView> container) {
    return container.isPresent() ? container.get().state().word() : DaemonStatus.ABSENT;
  }

  private HostStatus read(Set<String> figures) throws EngineException {
    Observation seen = engine.observe(figures);
    List<DaemonStatus> daemons = new ArrayList<>();
    for (String name : seen.managed()) {
      DaemonStatus daemon = status(name, seen);
      // A daemon that was refused before anything was done leaves an empty record.
      if (!daemon.status().isEmpty() || !daemon.state().equals(DaemonStatus.ABSENT)) {
        daemons.add(daemon);
      }
    }
    return new HostStatus(seen.at().toInstant(), Optional.empty(), daemons, seen.host().unknown());
  }

  /**
   * As {@link #read()}, but with Porto out of reach every daemon that the store knows is told as not known and
   * not ready.
   */
  public HostStatus readAnyhow() throws EngineException {
    try {
      return read();
    } catch (EngineException e) {
      if (e.fault() != Fault.PORTO_UNREACHABLE) {
        throw e;
      }
      return unreachable(e.getMessage());
    }
  }

  private DaemonStatus status(String name, Observation seen) {
    DaemonRecord record = seen.host().daemon(name);
    Optional<ContainerView> container = seen.container(name).filter(ContainerView::ours);
    Wanted wanted = wanted(name, record);
    Optional<HealthReport> health = container.flatMap(readiness.board()::read);
    boolean ready = container.filter(view -> readiness.ready(view, wanted.minUptime())).isPresent();
    ContainerState state = container.map(ContainerView::state).orElse(ContainerState.UNKNOWN);
    String status = record.status().map(RevisionStatus::name).orElse("");
    return new DaemonStatus(name, status, wanted.version(), revision(record, container),
        state(container), ready, running(state), expected(status, wanted),
        container.map(view -> number(view, "time")).orElse(0L),
        new Counters(container.map(view -> number(view, "respawn_count")).orElse(0L),
            container.flatMap(view -> view.value("creation_time")).orElse(""), record.restarts()),
        pending(name, wanted), record.hold(),
        new Conditions(record, container, wanted).all(seen.packages(), ready, health),
        container.map(Figures::of).orElse(new TreeMap<>()), health);
  }

  private Wanted wanted(String name, DaemonRecord record) {
    try {
      Optional<DaemonPlan> plan = engine.drift(name);
      return new Wanted(plan, plan.isPresent() ? "" : "its definition is not known here", record.hold());
    } catch (EngineException e) {
      return new Wanted(Optional.empty(), e.getMessage(), record.hold());
    }
  }

  /** A changed definition that waits is told with what it would change; else drift that waits. */
  private Optional<String> pending(String name, Wanted wanted) {
    try {
      return engine.waiting(name).map(StatusReader::waits).or(wanted::pending);
    } catch (EngineException e) {
      return Optional.of("pending: a changed definition, which cannot be told any more: " + e.getMessage());
    }
  }

  private static String waits(DaemonPlan plan) {
    StringJoiner what = new StringJoiner("; ");
    plan.differences().forEach(difference -> what.add(difference.text()));
    return plan.pending().orElse("pending: the next run makes the change") + " [" + what + "]";
  }

  private HostStatus unreachable(String why) throws EngineException {
    HostState host = engine.operator().stored();
    List<DaemonStatus> daemons = new ArrayList<>();
    for (DaemonRecord record : host.daemons().values()) {
      String status = record.status().map(RevisionStatus::name).orElse("");
      Wanted wanted = new Wanted(Optional.empty(), why, record.hold());
      daemons.add(new DaemonStatus(record.name(), status, "", revision(record, Optional.empty()),
          DaemonStatus.UNKNOWN, false, false, expected(status, wanted), 0, new Counters(0, "", record.restarts()),
          Optional.empty(), record.hold(), Conditions.unknown(why), new TreeMap<>(),
          Optional.empty()));
    }
    return new HostStatus(clock.instant(), Optional.of(why), daemons, host.unknown());
  }

  private static boolean expected(String status, Wanted wanted) {
    return !status.equals(RevisionStatus.REMOVED.name()) && !wanted.stopped() && wanted.hold().isEmpty();
  }

  private static boolean running(ContainerState state) {
    return state == ContainerState.RUNNING || state == ContainerState.STARTING || state == ContainerState.RESPAWNING;
  }

  private static String revision(DaemonRecord record, Optional<ContainerView> container) {
    Optional<String> known = record.current().map(RevisionRecord::id)
        .or(() -> record.revisions().stream().findFirst()
            .filter(newest -> newest.status() != RevisionStatus.REMOVED).map(RevisionRecord::id));
    return known.or(() -> container.map(ContainerView::revision)).orElse("");
  }

  private static long number(ContainerView view, String property) {
    return view.value(property).flatMap(Figure::read)
        .map(figure -> figure.parts().getOrDefault("", 0L)).orElse(0L);
  }
}
