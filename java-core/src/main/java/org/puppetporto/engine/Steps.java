package org.puppetporto.engine;

import java.util.List;
import java.util.function.Function;

/**
 * What the plans of one execution are carried out with.
 *
 * @param store the state store, as the plan saw it
 * @param journal where each step is noted
 * @param slot what was granted, to be given back when all is done
 * @param executors makes one that works on a picture of the store
 */
record Steps(StoreRunner store, Journal journal, HeldSlot slot, Function<StoreRunner, Executor> executors) {
  List<LastWords> take(DaemonPlan plan, Claims claims) throws Executor.StepFailed {
    return executors.apply(store).run(plan, claims);
  }

  /** As {@link #take}, as far as the plan's wait for readiness. */
  Executor.Course start(DaemonPlan plan, Claims claims) throws Executor.StepFailed {
    return executors.apply(store).start(plan, claims);
  }

  /** The same for the way back, on a later picture of the store. */
  Steps back(StoreRunner later) {
    slot.goingBack();
    return new Steps(later, journal, slot, executors);
  }
}
