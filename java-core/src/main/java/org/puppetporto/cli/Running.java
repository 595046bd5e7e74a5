package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.Outcome;
import org.puppetporto.engine.Progress;

/** Runs what changes one daemon, with its progress shown, and tells what became of it. */
final class Running {
  private static final int SHOWN_REVISION = 12;

  private Running() {}

  /** Something that changes one daemon. */
  interface Change {
    Outcome make(Progress progress) throws EngineException;
  }

  /** Makes the change; a failure is the caller's. */
  static int change(Console console, Change change) throws EngineException {
    tell(made(console, change), console);
    return Exit.OK;
  }

  /** Makes a change that was asked for now: where it has to wait, that is a failure. */
  static int ask(Console console, Change change) throws EngineException {
    Outcome outcome = made(console, change);
    if (outcome.waits().isEmpty() || outcome.changed()) {
      tell(outcome, console);
    }
    if (outcome.waits().isEmpty()) {
      return Exit.OK;
    }
    console.error(outcome.name() + ": not done, " + outcome.waits());
    return Exit.HELD;
  }

  private static Outcome made(Console console, Change change) throws EngineException {
    try (Interruption told = new Interruption(console); ProgressLine progress = new ProgressLine(console)) {
      return change.make(progress);
    }
  }

  static void tell(Outcome outcome, Console console) {
    outcome.events().forEach(event -> console.out().println(outcome.name() + ": " + Plain.text(event)));
    String revision = outcome.revision().isEmpty() ? "" : ", revision " + brief(outcome.revision());
    console.out().println(outcome.name() + ": " + (outcome.changed() ? "changed" : "unchanged") + ", "
        + outcome.state() + (outcome.state().equals("absent") ? ""
        : outcome.ready() ? ", ready" : ", not ready")
        + revision);
  }

  /**
   * Tells of the failure of one daemon among several.
   *
   * @throws EngineException when the others cannot fare better: Porto is out of reach, the host is locked
   */
  static int failed(EngineException e, Console console) throws EngineException {
    if (e.fault() == Fault.PORTO_UNREACHABLE || e.fault() == Fault.LOCKED) {
      throw e;
    }
    tell(e, console);
    return Exit.FAILED;
  }

  /** The failure's message, and what it does not say of the details. */
  static void tell(EngineException e, Console console) {
    console.error(e.getMessage());
    e.detail().lines().filter(line -> !e.getMessage().contains(line))
        .forEach(line -> console.err().println("  " + line));
  }

  static String brief(String revision) {
    return revision.substring(0, Math.min(SHOWN_REVISION, revision.length()));
  }
}
