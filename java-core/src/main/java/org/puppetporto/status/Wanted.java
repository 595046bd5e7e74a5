package org.puppetporto.status;

import java.time.Duration;
import java.util.Optional;
import org.puppetporto.engine.DaemonPlan;
import org.puppetporto.engine.Hold;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.Policy;

/**
 * What is declared of a daemon, as far as it matters to its status.
 *
 * @param plan how it differs from its CURRENT revision; empty when that is not known
 * @param unknown why it is not known; "" otherwise
 * @param hold maintenance, or an operator's stop
 */
record Wanted(Optional<DaemonPlan> plan, String unknown, Optional<Hold> hold) {
  private Optional<Definition> definition() {
    return plan.map(known -> known.desired().definition());
  }

  /** Whether it should be stopped: declared so, or by an operator. */
  boolean stopped() {
    return hold.filter(held -> held.kind() == Hold.Kind.STOPPED).isPresent()
        || definition().filter(known -> known.ensure() == Ensure.STOPPED).isPresent();
  }

  Duration minUptime() {
    return definition().map(Definition::policy).orElse(Policy.DEFAULT).minUptime();
  }

  String version() {
    return definition().map(Definition::version).orElse("");
  }

  Optional<String> pending() {
    return plan.flatMap(DaemonPlan::pending);
  }
}
