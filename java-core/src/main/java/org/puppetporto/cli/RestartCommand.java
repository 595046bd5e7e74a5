package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restart}: stops and starts a daemon on its stored definition, with what waits for a restart. */
@CommandLine.Command(name = "restart", description = "Restarts a daemon, with whatever waits for a restart.")
final class RestartCommand extends Command {
  @Parameters(paramLabel = "NAME", description = "The daemon.")
  private String name;

  @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for others to read.")
  private String reason;

  RestartCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException {
    try (ProgressLine progress = new ProgressLine(console)) {
      var outcome = host.engine().restart(name, reason, progress);
      progress.close();
      Outcomes.print(outcome, console);
    }
    return Exit.OK;
  }
}
