package org.puppetporto.engine;

import java.util.List;
import java.util.Optional;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * Desired against observed: what differs, and the ordered actions that close it. Pure; all that it
 * knows is in the observation. One thread at a time.
 */
public final class Planner {
  private final PropertyCatalogue catalogue;
  private final PolicyDiff policyDiff = new PolicyDiff();
  private Observation compared;
  private PropertyDiff propertyDiff;

  public Planner(PropertyCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Plans one daemon.
   *
   * @param force make changes that the restart policy or the memory of a failure would leave for later
   * @throws EngineException {@link Fault#DEFINITION} or {@link Fault#REFUSED}; nothing was changed
   */
  public DaemonPlan plan(Desired desired, Observation seen, boolean force) throws EngineException {
    if (desired.definition().ensure().removes()) {
      return new RemovalPlanner(seen).plan(desired);
    }
    meet(seen);
    DaemonRecord record = seen.host().daemon(desired.name());
    DaemonPlan plan = new KeepingPlanner(propertyDiff, policyDiff, seen).plan(desired, record, force);
    Optional<Hold> hold = record.hold();
    if (hold.isPresent() && plan.changes()) {
      return waiting(plan, hold.get().text());
    }
    return plan;
  }

  /** What can be done on a host is worked out once for all daemons of an observation. */
  private void meet(Observation seen) {
    if (compared != seen) {
      compared = seen;
      propertyDiff = new PropertyDiff(catalogue, seen.abilities(), seen.defaults());
    }
  }

  /** The same differences, left for later. */
  static DaemonPlan waiting(DaemonPlan plan, String why) {
    return new DaemonPlan(
        plan.desired(), plan.differences(), List.of(), Optional.of(why), plan.notes());
  }
}
