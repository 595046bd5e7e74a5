package org.puppetporto.cli;

import org.puppetporto.engine.EngineException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code maintenance}: leaves a daemon alone, whatever is declared, until it is switched off again. */
@CommandLine.Command(name = "maintenance",
    description = "Leaves a daemon alone, whatever is declared, until it is switched off; only removal "
        + "goes before it.")
final class MaintenanceCommand extends Command {
  @Parameters(index = "0", paramLabel = "on|off", completionCandidates = OnOrOff.class,
      description = "on or off.")
  private String position;

  @Parameters(index = "1", paramLabel = "NAME", completionCandidates = DaemonNames.class,
      description = "The daemon.")
  private String name;

  @Option(names = "--reason", paramLabel = "TEXT", converter = ReasonText.class,
      description = "Why, for others to read; needed for on.")
  private String reason = "";

  MaintenanceCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  Needs needs() {
    return Needs.STORE_OR_AGENT;
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    if (!position.equals(OnOrOff.ON) && !position.equals(OnOrOff.OFF)) {
      throw new UsageFailure("\"" + position + "\" is neither on nor off; write: porto-daemon maintenance on "
          + name + " --reason TEXT");
    }
    if (position.equals(OnOrOff.ON)) {
      if (reason.isEmpty()) {
        throw new UsageFailure("others will want to know why; add --reason TEXT");
      }
      host.operating().maintain(name, reason);
      console.out().println(name + ": in maintenance; no run changes it until: porto-daemon maintenance off "
          + name);
    } else {
      host.operating().release(name);
      console.out().println(name + ": released; the next run brings it to its definition");
    }
    return Exit.OK;
  }
}
