package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code update}: brings a daemon to its newest definition now, past its restart policy. */
@CommandLine.Command(name = "update",
    description = "Brings a daemon to its newest definition now, whatever restart_policy says; does nothing "
        + "where nothing differs.")
final class UpdateCommand extends NamedCommand {
  UpdateCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    return ask(Operating.Verb.UPDATE);
  }
}
