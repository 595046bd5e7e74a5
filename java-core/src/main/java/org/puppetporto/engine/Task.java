package org.puppetporto.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * What an execution is for.
 *
 * @param what as in {@link Deed}
 * @param who asked for it
 * @param why their words; "" when they gave none
 */
record Task(String what, String who, String why) {
  static final String APPLY = "apply";

  /** Whether a person gave a reason, so that the history tells of it whatever came of it. */
  boolean asked() {
    return !why.isEmpty();
  }

  Deed done(Instant at, String revision, String failure) {
    return new Deed(at, who, what, why, revision, failure);
  }

  /** Under the name of what it turns out to be, where it was only said that a definition is to be applied. */
  Task turningOutAs(Desired desired, Optional<ContainerView> container) {
    if (!what.equals(APPLY)) {
      return this;
    }
    switch (desired.definition().ensure()) {
      case PURGED:
        return new Task("purge", who, why);
      case ABSENT:
        return new Task("remove", who, why);
      default:
        boolean adopts = desired.definition().policy().adopt()
            && container.filter(view -> !view.ours()).isPresent();
        return adopts ? new Task("adopt", who, why) : this;
    }
  }

  Task because(String reason) {
    return asked() ? this : new Task(what, who, reason);
  }
}
