package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rollback by hand: where a daemon goes back to, and the plan that notes so before it does anything. Pure. */
final class Leaving {
  private Leaving() {}

  /**
   * The revision to go back to: the one before the CURRENT one, and CURRENT itself where an earlier rollback to
   * it was cut off.
   *
   * @throws EngineException {@link Fault#REFUSED} where there is none
   */
  static RevisionRecord back(DaemonRecord record) throws EngineException {
    String see = "; see: porto-daemon history " + record.name();
    RevisionRecord current = record.current().orElseThrow(() -> new EngineException(Fault.REFUSED,
        "daemon " + record.name() + " has no CURRENT revision on this host" + see));
    return record.beingLeft().isPresent() ? current
        : record.revisions().stream().filter(RevisionRecord::replaced).findFirst()
            .filter(RevisionRecord::applicable)
            .orElseThrow(() -> new EngineException(Fault.REFUSED, "there is no revision of " + record.name()
                + " before its CURRENT one to go back to" + see));
  }

  /**
   * The plan with the note that a revision is left, in place of the one that another is being applied. A plan
   * that waits stays as it is, and so does one that goes on with what was noted already.
   *
   * @param record which the plan was made from
   * @param task who asked for it, and why
   */
  static DaemonPlan noted(DaemonPlan plan, DaemonRecord record, Task task) {
    Optional<String> left = record.current().map(RevisionRecord::id)
        .filter(current -> !current.equals(plan.desired().revision()));
    if (left.isEmpty()) {
      return plan;
    }
    String why = RevisionRecord.LEFT + task.who() + ": " + task.why();
    List<Action> actions = new ArrayList<>(plan.actions());
    actions.replaceAll(action ->
        action instanceof StoreAction.Begin begin ? new StoreAction.Leave(begin, left.get(), why) : action);
    return new DaemonPlan(plan.desired(), plan.differences(), actions, plan.pending(), plan.notes());
  }

  /** The revision that a plan begins to leave; empty when it is of no rollback by hand, or goes on with one. */
  static Optional<String> begunBy(DaemonPlan plan) {
    return plan.actions().stream().filter(StoreAction.Leave.class::isInstance)
        .map(action -> ((StoreAction.Leave) action).left()).findFirst();
  }
}
