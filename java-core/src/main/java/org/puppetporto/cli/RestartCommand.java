package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code restart}: stops and starts a daemon on its stored definition, with what waits for a restart. */
@CommandLine.Command(name = "restart", description = "Restarts a daemon, with whatever waits for a restart.")
final class RestartCommand extends NamedCommand {
  RestartCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    return ask(Operating.Verb.RESTART);
  }
}
