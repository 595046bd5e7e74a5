package org.puppetporto.engine;

import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.spec.Ensure;

/**
 * What would be done for one daemon, and why.
 *
 * @param desired what is declared
 * @param differences every way in which the host is not as declared
 * @param actions what closes them, in order; empty when there is nothing to do or it has to wait
 * @param pending why the differences are left for now
 * @param notes what else one should know, such as "no rollback"
 */
public record DaemonPlan(
    Desired desired,
    List<Difference> differences,
    List<Action> actions,
    Optional<String> pending,
    List<String> notes) {

  public DaemonPlan {
    differences = List.copyOf(differences);
    actions = List.copyOf(actions);
    notes = List.copyOf(notes);
  }

  public String name() {
    return desired.name();
  }

  /** Whether executing it would do anything. */
  public boolean changes() {
    return !actions.isEmpty();
  }

  /** The most disruptive thing in it. */
  public Disruption disruption() {
    Disruption most = Disruption.NONE;
    for (Difference difference : differences) {
      if (difference.disruption().compareTo(most) > 0) {
        most = difference.disruption();
      }
    }
    return most;
  }

  /** The package transaction in it, if there is one. */
  Optional<AptTransaction> transaction() {
    for (Action action : actions) {
      if (action instanceof PackageAction.Transact transact) {
        return Optional.of(transact.transaction());
      }
    }
    return Optional.empty();
  }

  /** What apt is to be asked about before any of it is done. */
  List<AptTransaction> checks() {
    return actions.stream().filter(PackageAction.Check.class::isInstance)
        .map(action -> ((PackageAction.Check) action).transaction()).toList();
  }

  DaemonPlan withNotes(List<String> more) {
    return new DaemonPlan(desired, differences, actions, pending, more);
  }

  /** The plan as text: what differs, why it waits, what will be done. One line each. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(name()).append(": ").append(pending.isPresent() ? "waits" : effect()).append('\n');
    differences.forEach(difference -> out.append("  ~ ").append(difference.text()).append('\n'));
    pending.ifPresent(text -> out.append("  ! ").append(text).append('\n'));
    notes.forEach(note -> out.append("  i ").append(note).append('\n'));
    int step = 1;
    for (Action action : actions) {
      out.append("  ").append(step++).append(". ").append(action.text()).append('\n');
    }
    return out.toString();
  }

  private String effect() {
    if (!changes()) {
      return "nothing to do";
    }
    if (disruption() == Disruption.NONE) {
      return "no disruption";
    }
    boolean ends = disruption() == Disruption.RESTART && desired.definition().ensure() != Ensure.RUNNING;
    return ends ? Disruption.STOP : disruption().word();
  }
}
