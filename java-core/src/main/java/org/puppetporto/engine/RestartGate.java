package org.puppetporto.engine;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.Policy;

/** Whether the definition's restart policy lets a plan disrupt a running daemon now. */
final class RestartGate {
  private RestartGate() {}

  /** Why the plan has to wait; empty when it may go ahead. Only a running daemon can be disrupted. */
  static Optional<String> closed(DaemonPlan plan, boolean alive, ZonedDateTime now) {
    boolean stopping = plan.desired().definition().ensure() == Ensure.STOPPED;
    if (!alive || stopping || plan.disruption() != Disruption.RESTART) {
      return Optional.empty();
    }
    Policy policy = plan.desired().definition().policy();
    String remedy = "; `porto-daemon restart " + plan.name() + " --reason TEXT` does it at once";
    switch (policy.restartPolicy()) {
      case PENDING:
        return Optional.of("pending: needs a restart, and restart_policy is pending" + remedy);
      case NEVER:
        return Optional.of("pending: needs a restart, and restart_policy is never" + remedy);
      case WINDOW:
        RestartWindow window = RestartWindow.parse(policy.restartWindow());
        return window.contains(now.toLocalTime())
            ? Optional.empty()
            : Optional.of("pending: needs a restart, waits for the window " + window.text()
                + ", which opens at " + window.nextOpening(now) + remedy);
      default:
        return Optional.empty();
    }
  }

  /** Lets a disruption begin only while the definition's window is open: fetching packages takes its time. */
  static HeldSlot.Gate window(Policy policy, Clock clock) {
    if (policy.restartPolicy() != Policy.RestartPolicy.WINDOW) {
      return HeldSlot.Gate.OPEN;
    }
    RestartWindow window = RestartWindow.parse(policy.restartWindow());
    return () -> {
      ZonedDateTime now = ZonedDateTime.now(clock);
      if (!window.contains(now.toLocalTime())) {
        throw new EngineException(Fault.REFUSED, "the window " + window.text()
            + " closed before the restart could begin, and nothing was disturbed; it opens at "
            + window.nextOpening(now));
      }
    };
  }
}
