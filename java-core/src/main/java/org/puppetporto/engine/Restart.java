package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.Policy;
import org.puppetporto.spec.Probe;

/** A restart that somebody asked for, added to a plan that would not restart. Pure. */
final class Restart {
  private Restart() {}

  /**
   * The plan with stop and start of the existing container at its end; as it is without a container of ours,
   * and for a daemon that is not declared running.
   */
  static DaemonPlan added(DaemonPlan plan, Optional<ContainerView> container) {
    return added(plan, container, plan.desired().definition().health().gate());
  }

  /** As {@link #added}, without waiting for the probe that found it ill. */
  static DaemonPlan remedy(DaemonPlan plan, Optional<ContainerView> container) {
    return added(plan, container, Optional.empty());
  }

  /** The plan without the changes that it leaves for later. */
  static DaemonPlan asItIs(DaemonPlan plan) {
    return plan.pending().isEmpty()
        ? plan : new DaemonPlan(plan.desired(), List.of(), plan.actions(), Optional.empty(), List.of());
  }

  private static DaemonPlan added(DaemonPlan plan, Optional<ContainerView> container, Optional<Probe> gate) {
    boolean starts = plan.actions().stream().anyMatch(ContainerAction.Start.class::isInstance);
    boolean stopped = plan.desired().definition().ensure() != Ensure.RUNNING;
    if (starts || stopped || container.filter(ContainerView::ours).isEmpty()) {
      return plan;
    }
    String name = plan.name();
    Policy policy = plan.desired().definition().policy();
    List<Action> actions = new ArrayList<>(plan.actions());
    actions.add(new SlotAction(name));
    actions.add(new ContainerAction.ReadLastWords(name));
    if (container.get().state() != ContainerState.STOPPED) {
      actions.add(new ContainerAction.Stop(name, policy.stopTimeout()));
    }
    actions.add(new ContainerAction.SetOwn(name, "respawn", "false"));
    actions.add(new ContainerAction.Start(name));
    actions.add(new ContainerAction.AwaitReady(name, policy.minUptime(), policy.readyTimeout(), gate));
    actions.add(new ContainerAction.SetOwn(name, "respawn", respawn(plan)));
    return new DaemonPlan(plan.desired(), plan.differences(), actions, plan.pending(), plan.notes());
  }

  /** The plan without waiting until the daemon is ready. */
  static DaemonPlan unawaited(DaemonPlan plan) {
    List<Action> actions = new ArrayList<>(plan.actions());
    actions.removeIf(ContainerAction.AwaitReady.class::isInstance);
    return new DaemonPlan(plan.desired(), plan.differences(), actions, plan.pending(), plan.notes());
  }

  /**
   * What is left of a plan whose daemon did not get ready and that has no way back: its end, with the
   * container started once more. Portod respawns it from now on; a dead container it would leave dead.
   *
   * @param failed whether the revision is remembered as FAILED, and so does not become CURRENT
   */
  static DaemonPlan abandoned(DaemonPlan plan, boolean failed) {
    List<Action> rest = new ArrayList<>();
    boolean after = false;
    for (Action action : plan.actions()) {
      if (after && !(failed && action instanceof StoreAction)) {
        rest.add(action);
      }
      after |= action instanceof ContainerAction.AwaitReady;
    }
    String name = plan.name();
    if (respawn(plan).equals("true")) {
      rest.add(new ContainerAction.Stop(name, plan.desired().definition().policy().stopTimeout()));
      rest.add(new ContainerAction.Start(name));
    }
    return new DaemonPlan(plan.desired(), List.of(), rest, Optional.empty(), List.of());
  }

  private static String respawn(DaemonPlan plan) {
    return Optional.ofNullable(plan.desired().definition().properties().get("respawn"))
        .map(value -> value.canonical()).orElse("true");
  }
}
