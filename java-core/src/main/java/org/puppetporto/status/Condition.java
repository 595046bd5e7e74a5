package org.puppetporto.status;

import java.util.List;
import java.util.Locale;

/**
 * One thing that is well or not with a daemon.
 *
 * @param state how it is
 * @param reason why, for humans; may be "" when it is well
 */
public record Condition(State state, String reason) {
  /** Whether it is as it should be; {@code UNKNOWN} also where the question does not arise. */
  public enum State { OK, FAILED, UNKNOWN }

  /** What is looked at, in the order it is shown. */
  public enum Kind {
    /** Every package is installed at its pinned version. */
    PACKAGES,
    /** The container is in the state that is wanted. */
    CONTAINER,
    /** The container has the CURRENT revision's configuration, and no newer revision has failed. */
    CONFIGURATION,
    /** The process lives long enough to be ready, and the agent's probes say nothing against it. */
    HEALTH,
    /** Nothing was killed for want of memory since the start. */
    OOM,
    /** The process has not dumped core. */
    CORE_DUMPED;

    /** As status and metrics write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Condition OK = new Condition(State.OK, "");

  static Condition unknown(String reason) {
    return new Condition(State.UNKNOWN, reason);
  }

  static Condition failed(String reason) {
    return new Condition(State.FAILED, reason);
  }

  /** Well when nothing speaks against it. */
  static Condition of(List<String> objections) {
    return objections.isEmpty() ? OK : failed(String.join("; ", objections));
  }
}
