package org.puppetporto.status.sink;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.engine.ActionListener;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.TakenAction;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;
import org.puppetporto.status.log.ActionLog;
import org.puppetporto.status.log.OutputToSyslog;

/**
 * What a front door needs of this package: the listener that logs actions, and the report at the end of its
 * run. Neither ever fails the run; what goes wrong is said in complaints, one line each.
 */
public final class Reports {
  private final HostPaths paths;
  private final Consumer<String> complaints;
  private final Settings settings;
  private final ActionLog log;
  private final OutputToSyslog output;

  private Reports(HostPaths paths, Consumer<String> complaints, Settings settings) {
    this.paths = paths;
    this.complaints = complaints;
    this.settings = settings;
    this.log = new ActionLog(settings.log(), Clock.systemUTC(), complaints);
    this.output = new OutputToSyslog(paths);
  }

  /** As the host's configuration file says; with a broken one no sink is on, and that is told. */
  public static Reports of(HostPaths paths, Consumer<String> complaints) {
    SettingsReader reader = new SettingsReader(paths.config(), paths.actionLog());
    try {
      return new Reports(paths, complaints, reader.read());
    } catch (SettingsException e) {
      complaints.accept(e.getMessage());
      return new Reports(paths, complaints, reader.none());
    }
  }

  /** Logs every action, and hands on to syslog what a daemon wrote before it is stopped. */
  public ActionListener actions() {
    return new ActionListener() {
      @Override
      public void taken(TakenAction action) {
        log.taken(action);
      }

      @Override
      public void stopping(String daemon) {
        handOn(() -> output.handOnLast(daemon));
      }
    };
  }

  private interface HandingOn {
    Optional<Long> run() throws IOException;
  }

  private void handOn(HandingOn handing) {
    try {
      handing.run();
    } catch (IOException e) {
      unreported("syslog", e.getMessage());
    }
  }

  /** Hands output on to syslog where that is wanted, and tells the sinks that are on. */
  public void report(Engine engine) {
    handOn(output::handOn);
    if (!settings.reports()) {
      return;
    }
    try {
      StatusReader reader = new StatusReader(engine, StartReadiness.of(paths), Clock.systemUTC());
      for (Delivery delivery : new Reporter(reader, settings, paths).report()) {
        delivery.problem().ifPresent(why -> unreported(delivery.sink(), why));
      }
    } catch (EngineException e) {
      unreported("all", e.getMessage());
    }
  }

  private void unreported(String sink, String why) {
    log.unreported(sink, why);
    complaints.accept("status was not told to " + sink + ": " + why);
  }
}
