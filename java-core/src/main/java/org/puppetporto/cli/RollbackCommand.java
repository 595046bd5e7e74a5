package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code rollback}: brings a daemon back to its previous revision, and keeps runs from undoing that. */
@CommandLine.Command(name = "rollback",
    description = "Brings a daemon back to the revision before its current one, which no run brings again until "
        + "the definition changes, or retry.")
final class RollbackCommand extends NamedCommand {
  RollbackCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    return ask(Operating.Verb.ROLLBACK);
  }
}
