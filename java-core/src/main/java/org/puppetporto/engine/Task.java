package org.puppetporto.engine;

import java.time.Instant;

/**
 * What an execution is for.
 *
 * @param what as in {@link Deed}
 * @param who asked for it
 * @param why their words; "" when they gave none
 */
record Task(String what, String who, String why) {
  /** Whether a person gave a reason, so that the history tells of it whatever came of it. */
  boolean asked() {
    return !why.isEmpty();
  }

  Deed done(Instant at, String revision, String failure) {
    return new Deed(at, who, what, why, revision, failure);
  }

  Task because(String reason) {
    return asked() ? this : new Task(what, who, reason);
  }
}
