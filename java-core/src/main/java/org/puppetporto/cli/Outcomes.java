package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.Outcome;

/** Tells what became of one daemon. */
final class Outcomes {
  private static final int SHOWN_REVISION = 12;

  private Outcomes() {}

  static void print(Outcome outcome, Console console) {
    outcome.events().forEach(event -> console.out().println(outcome.name() + ": " + event));
    String revision = outcome.revision().isEmpty() ? "" : ", revision " + brief(outcome.revision());
    console.out().println(outcome.name() + ": " + (outcome.changed() ? "changed" : "unchanged") + ", "
        + outcome.state() + (outcome.state().equals("absent") ? "" : outcome.ready() ? ", ready" : ", not ready")
        + revision);
  }

  /**
   * Tells of a failure.
   *
   * @throws EngineException when Porto is out of reach or the host is locked, for the next daemon, too
   */
  static int failed(EngineException e, Console console) throws EngineException {
    if (e.fault() == Fault.PORTO_UNREACHABLE || e.fault() == Fault.LOCKED) {
      throw e;
    }
    console.error(e.getMessage());
    e.detail().lines().forEach(line -> console.err().println("  " + line));
    return Exit.FAILED;
  }

  static String brief(String revision) {
    return revision.substring(0, Math.min(SHOWN_REVISION, revision.length()));
  }
}
