package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.apt.PackageManager;

/** Asks apt what a plan's transaction would do, before anybody decides to make it. Changes nothing. */
final class Rehearsal {
  private final PackageManager packages;
  private final Downloads downloads;

  Rehearsal(PackageManager packages, Downloads downloads) {
    this.packages = packages;
    this.downloads = downloads;
  }

  /**
   * A plan with what there is to say of it beforehand.
   *
   * @param origin where its definition stands, for the error
   * @throws EngineException when the transaction would reach anything outside the daemon's set
   */
  DaemonPlan of(DaemonPlan plan, Observation seen, String origin) throws EngineException {
    List<String> notes = new ArrayList<>(plan.notes());
    notes.addAll(seen.host().unknown());
    Optional<AptTransaction> transaction = plan.transaction();
    downloads.planned(plan.name(), plan.pending().isPresent() ? Optional.empty() : transaction);
    for (AptTransaction check : plan.checks()) {
      try {
        PackageRunner.check(plan.name(), check, seen.claims(), packages, true);
      } catch (AptException e) {
        if (e.reason() == AptException.Reason.REFUSED) {
          throw Failures.of(e, origin + ": cannot plan");
        }
        // An execution may update the sources, wait for a lock, repair dpkg: that it fails now says little.
        notes.add("not simulated: " + e.getMessage());
      }
    }
    if (transaction.isPresent()) {
      seen.host().daemon(plan.name()).current()
          .filter(current -> !packages.canKeep(current.packages()))
          .ifPresent(current -> notes.add("no rollback: the .debs of revision "
              + Desired.brief(current.id()) + " cannot be had"));
    }
    return plan.withNotes(notes);
  }
}
