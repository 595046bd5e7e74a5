package org.puppetporto.engine;

import java.time.Instant;
import java.util.Optional;

/** Whether a plan that was made leaves a changed definition for later, as the store is to remember. Pure. */
final class Waiting {
  private Waiting() {}

  /** The daemon's record as it has to be; empty when it is that way. */
  static Optional<DaemonRecord> noted(Desired desired, DaemonPlan plan, DaemonRecord record, Instant now) {
    Optional<Pending> waits = Optional.empty();
    if (plan.pending().isPresent() && changed(desired, record) && record.failed(desired).isEmpty()) {
      Pending fresh = new Pending(desired.revision(), now, DefinitionDocument.of(desired.definition()));
      waits = Optional.of(record.pending()
          .filter(fresh::same).orElse(fresh));
    }
    return waits.equals(record.pending()) ? Optional.empty() : Optional.of(record.withPending(waits));
  }

  /** Drift from what is CURRENT needs no note: it shows by itself. */
  private static boolean changed(Desired desired, DaemonRecord record) {
    Optional<RevisionRecord> current = record.current();
    return current.isEmpty() || !current.get().id().equals(desired.revision())
        || !DefinitionDocument.ensure(current.get().document()).equals(desired.definition().ensure().word())
        || !DefinitionDocument.same(current.get().document(), desired.definition());
  }
}
