package org.puppetporto.cli;

import java.time.Clock;
import org.puppetporto.engine.EngineException;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;
import org.puppetporto.status.sink.Delivery;
import org.puppetporto.status.sink.Reporter;
import org.puppetporto.status.sink.Settings;
import org.puppetporto.status.sink.SettingsException;
import org.puppetporto.status.sink.SettingsReader;
import picocli.CommandLine;

/**
 * {@code report}: tells the sinks that are on how the daemons are. For a timer; every change tells them, too.
 */
@CommandLine.Command(name = "report", description = "Tells Prometheus, YASM and Juggler how daemons are.")
final class ReportCommand extends Command {
  ReportCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    Settings settings = settings();
    if (!settings.reports()) {
      console.out().println("no sink is on; switch one on in " + host.paths().config());
      return Exit.OK;
    }
    StatusReader reader = new StatusReader(host.engine(), new StartReadiness(), Clock.systemUTC());
    int worst = Exit.OK;
    for (Delivery delivery : new Reporter(reader, settings, host.paths()).report()) {
      if (delivery.problem().isPresent()) {
        console.error(delivery.sink() + ": " + delivery.problem().get());
        worst = Exit.FAILED;
      } else {
        console.out().println(delivery.sink() + ": told");
      }
    }
    return worst;
  }

  private Settings settings() throws CommandFailure {
    try {
      return new SettingsReader(host.paths().config(), host.paths().actionLog()).read();
    } catch (SettingsException e) {
      throw new CommandFailure(e.getMessage());
    }
  }
}
