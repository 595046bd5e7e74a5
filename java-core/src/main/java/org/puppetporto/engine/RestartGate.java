package org.puppetporto.engine;

import java.time.LocalTime;
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
    String remedy = "; `porto-daemon restart " + plan.name() + "` does it at once";
    switch (policy.restartPolicy()) {
      case PENDING:
        return Optional.of("pending: needs a restart, and restart_policy is pending" + remedy);
      case NEVER:
        return Optional.of("pending: needs a restart, and restart_policy is never" + remedy);
      case WINDOW:
        return inWindow(policy.restartWindow(), now.toLocalTime())
            ? Optional.empty()
            : Optional.of("pending: needs a restart, waits for the window " + policy.restartWindow() + remedy);
      default:
        return Optional.empty();
    }
  }

  /** {@code "22:00-06:00"} wraps midnight; the end is not part of the window. */
  static boolean inWindow(String window, LocalTime now) {
    int dash = window.indexOf('-');
    LocalTime from = LocalTime.parse(window.substring(0, dash).trim());
    LocalTime to = LocalTime.parse(window.substring(dash + 1).trim());
    boolean after = !now.isBefore(from);
    boolean before = now.isBefore(to);
    return from.isBefore(to) ? after && before : after || before;
  }
}
