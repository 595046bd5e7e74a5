package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code start}: ends an operator's stop. */
@CommandLine.Command(name = "start",
    description = "Ends a stop, and brings the daemon back to its stored definition.")
final class StartCommand extends NamedCommand {
  StartCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    return ask(Operating.Verb.START);
  }
}
