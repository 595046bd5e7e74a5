package org.puppetporto.cli;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.StateStore;
import org.puppetporto.engine.TakenAction;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;
import org.puppetporto.status.sink.Reports;

/** This host, as commands reach it; nothing is opened before it is needed. */
final class Host implements AutoCloseable {
  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private Engine engine;
  private Reports reports;
  private boolean changed;
  private PortoClient porto;

  /** @param warnings told what does not fail a command */
  Host(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = environment;
    this.warnings = warnings;
  }

  HostPaths paths() {
    return HostPaths.from(environment);
  }

  Engine engine() {
    if (engine == null) {
      reports = Reports.of(paths(), warnings);
      engine = Engine.open(environment, new StartReadiness(), this::taken);
    }
    return engine;
  }

  private void taken(TakenAction action) {
    changed = true;
    reports.actions().taken(action);
  }

  /** How all daemons are now. */
  HostStatus status() throws EngineException {
    return new StatusReader(engine(), new StartReadiness(), Clock.systemUTC()).read();
  }

  PortoClient porto() {
    if (porto == null) {
      porto = Porto.connect(paths().portoSocket(), Deadlines.DEFAULT);
    }
    return porto;
  }

  HostState stored() throws EngineException {
    return new StateStore(paths().stateDir()).read();
  }

  DefinitionReader reader() {
    return new DefinitionReader(PropertyCatalogue.standard());
  }

  @Override
  public void close() {
    if (engine != null) {
      if (changed) {
        reports.report(engine);
      }
      engine.close();
    }
    if (porto != null) {
      porto.close();
    }
  }
}
