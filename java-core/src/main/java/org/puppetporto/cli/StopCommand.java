package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;

/** {@code stop}: stops a daemon and keeps it stopped, whatever is declared, until {@code start}. */
@CommandLine.Command(name = "stop", description = "Stops a daemon and holds it stopped until start.")
final class StopCommand extends NamedCommand {
  StopCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    return Running.change(console,
        progress -> host.operating().change(Operating.Verb.STOP, name, reason, progress));
  }
}
