package org.puppetporto.engine;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Plans by an observation and what the store remembers: a revision that failed is not tried again. Changes
 * nothing and asks nobody.
 */
final class Planning {
  private final Planner planner;
  private final Definitions definitions;
  private final Readiness readiness;

  Planning(Planner planner, Definitions definitions, Readiness readiness) {
    this.planner = planner;
    this.definitions = definitions;
    this.readiness = readiness;
  }

  /**
   * How a daemon is brought to its definition.
   *
   * @param force make changes that the restart policy would leave for later
   */
  DaemonPlan plan(Desired desired, Observation seen, boolean force) throws EngineException {
    DaemonRecord record = seen.host().daemon(desired.name());
    Optional<RevisionRecord> failed = record.failed(desired);
    if (failed.isEmpty() || desired.definition().ensure().removes()) {
      return planner.plan(desired, seen, force);
    }
    WayBack back = wayBack(record.current());
    Optional<Desired> previous = back.to();
    if (previous.isEmpty() && readyAfterAll(desired, seen)) {
      return planner.plan(desired, seen, force);
    }
    String why = "revision " + Desired.brief(desired.revision()) + " failed at "
        + failed.get().at().truncatedTo(ChronoUnit.SECONDS) + " ("
        + failed.get().reason() + ") and is not tried again until the definition changes or"
        + " `porto-daemon retry " + desired.name() + " --reason TEXT`"
        + back.closed().map(closed -> "; until then it is left alone: " + closed).orElse("");
    DaemonPlan wanted = planner.plan(desired, seen, true);
    List<Action> keeping = previous.isEmpty()
        ? List.of() : planner.plan(previous.get(), seen, force).actions();
    return new DaemonPlan(previous.orElse(desired), wanted.differences(), keeping, Optional.of(why), wanted.notes());
  }

  /** A first revision that was given up on is left to portod, and may have come up since. */
  private boolean readyAfterAll(Desired desired, Observation seen) {
    return seen.container(desired.name())
        .filter(view -> view.ours() && view.revision().equals(desired.revision()))
        .filter(view -> readiness.ready(view, desired.definition().policy().minUptime()))
        .isPresent();
  }

  /** How a daemon differs from its stored CURRENT revision; empty when its definition is not known. */
  Optional<DaemonPlan> drift(String name, Observation seen) throws EngineException {
    return plan(definitions.stored(seen.host().daemon(name).current()), seen);
  }

  /** What keeps a changed definition from being made; empty when none waits. */
  Optional<DaemonPlan> waiting(String name, Observation seen) throws EngineException {
    return plan(definitions.pending(seen.host().daemon(name)), seen);
  }

  private Optional<DaemonPlan> plan(Optional<Desired> desired, Observation seen) throws EngineException {
    return desired.isEmpty() ? Optional.empty() : Optional.of(planner.plan(desired.get(), seen, false));
  }

  /** Where a daemon would go back to, were this revision not to become ready. */
  WayBack wayBack(Observation seen, Desired desired) {
    DaemonRecord record = seen.host().daemon(desired.name());
    Optional<RevisionRecord> current = record.current()
        .filter(revision -> !revision.id().equals(desired.revision()));
    return wayBack(current.or(record::beingLeft));
  }

  /** A version that validates more than the one that stored a revision may not read it: no fault of the plan. */
  private WayBack wayBack(Optional<RevisionRecord> before) {
    if (before.isEmpty()) {
      return WayBack.NONE;
    }
    try {
      return definitions.stored(before).map(WayBack::open).orElseGet(
          () -> WayBack.closed(before.get(), "only its packages are known"));
    } catch (EngineException e) {
      return WayBack.closed(before.get(), e.getMessage());
    }
  }
}
