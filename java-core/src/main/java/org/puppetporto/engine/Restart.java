package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.spec.Policy;

/** A restart that somebody asked for, added to a plan that would not restart. Pure. */
final class Restart {
  private Restart() {}

  /** The plan with stop and start of the existing container at its end; as it is without a container of ours. */
  static DaemonPlan added(DaemonPlan plan, Optional<ContainerView> container) {
    boolean starts = plan.actions().stream().anyMatch(ContainerAction.Start.class::isInstance);
    if (starts || container.filter(ContainerView::ours).isEmpty()) {
      return plan;
    }
    String name = plan.name();
    Policy policy = plan.desired().definition().policy();
    String respawn = Optional.ofNullable(plan.desired().definition().properties().get("respawn"))
        .map(value -> value.canonical()).orElse("true");
    List<Action> actions = new ArrayList<>(plan.actions());
    actions.add(new SlotAction(name));
    actions.add(new ContainerAction.ReadLastWords(name));
    if (container.get().state() != ContainerState.STOPPED) {
      actions.add(new ContainerAction.Stop(name, policy.stopTimeout()));
    }
    actions.add(new ContainerAction.SetOwn(name, "respawn", "false"));
    actions.add(new ContainerAction.Start(name));
    actions.add(new ContainerAction.AwaitReady(name, policy.minUptime(), policy.readyTimeout()));
    actions.add(new ContainerAction.SetOwn(name, "respawn", respawn));
    return new DaemonPlan(plan.desired(), plan.differences(), actions, plan.pending(), plan.notes());
  }
}
