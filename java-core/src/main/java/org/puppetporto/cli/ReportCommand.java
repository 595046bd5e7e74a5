package org.puppetporto.cli;

import java.io.IOException;
import java.time.Clock;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.HostLock;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;
import org.puppetporto.status.log.OutputToSyslog;
import org.puppetporto.status.sink.Delivery;
import org.puppetporto.status.sink.Reporter;
import org.puppetporto.status.sink.Settings;
import org.puppetporto.status.sink.SettingsException;
import org.puppetporto.status.sink.SettingsReader;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code report}: tells the sinks that are on how the daemons are. For a timer; every change tells them, too.
 */
@CommandLine.Command(name = "report", description = "Tells Prometheus, YASM and Juggler how daemons are, and syslog what they wrote that "
        + "want it.")
final class ReportCommand extends Command {
  @Option(names = "--unless-agent", description = "Does nothing where the agent runs, which does it by itself.")
  private boolean unlessAgent;

  ReportCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws EngineException, CommandFailure {
    if (unlessAgent && agentRuns()) {
      return Exit.OK;
    }
    int handed = handOn();
    Settings settings = settings();
    if (!settings.reports()) {
      console.out().println("no sink is on; switch one on in " + host.paths().config());
      return handed;
    }
    StatusReader reader =
        new StatusReader(host.engine(), StartReadiness.of(host.paths()), Clock.systemUTC());
    int worst = handed;
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

  private boolean agentRuns() throws EngineException {
    try (HostLock.Held held = HostLock.ofAgent(host.paths()).take("looking for the agent")) {
      return false;
    } catch (EngineException e) {
      if (e.fault() == Fault.LOCKED) {
        return true;
      }
      throw e;
    }
  }

  /** What daemons with {@code syslog: true} wrote. */
  private int handOn() {
    try {
      new OutputToSyslog(host.paths()).handOn()
          .ifPresent(lines -> console.out().println("syslog: " + lines + " lines of output"));
      return Exit.OK;
    } catch (IOException e) {
      console.error("syslog: " + e.getMessage());
      return Exit.FAILED;
    }
  }

  private Settings settings() throws CommandFailure {
    try {
      return new SettingsReader(host.paths().config(), host.paths().actionLog()).read();
    } catch (SettingsException e) {
      throw new CommandFailure(e.getMessage());
    }
  }
}
