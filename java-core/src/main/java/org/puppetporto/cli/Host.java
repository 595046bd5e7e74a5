package org.puppetporto.cli;

import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.apt.AptGet;
import org.puppetporto.apt.AptSettings;
import org.puppetporto.apt.PackageManager;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.StateStore;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;
import org.puppetporto.status.sink.Reports;

/** This host, as commands reach it; nothing is opened before it is needed. */
final class Host implements AutoCloseable {
  private final Map<String, String> environment;
  private final Consumer<String> warnings;
  private final String user;
  private Engine engine;
  private Reports reports;
  private boolean changed;
  private PortoClient porto;
  private AgentClient agent;
  private boolean agentFailed;

  /**
   * @param user who is at work
   * @param warnings told what does not fail a command
   */
  Host(Map<String, String> environment, String user, Consumer<String> warnings) {
    this.environment = environment;
    this.user = user;
    this.warnings = warnings;
  }

  HostPaths paths() {
    return HostPaths.from(environment);
  }

  Engine engine() {
    if (engine == null) {
      reports = Reports.of(paths(), warnings);
      engine = Engine.open(environment, StartReadiness.of(paths()), reports.actions().and(() -> changed = true).tellingOfWaits(warnings))
          .actingFor(user);
    }
    return engine;
  }

  /**
   * The agent, for a user to whom the state store is closed; empty for root, and where no agent runs.
   *
   * @throws EngineException when it is there and cannot be used
   */
  Optional<AgentClient> agent() throws EngineException {
    if (agent == null && !Files.isReadable(paths().stateDir()) && Files.exists(paths().agentSocket())
        && Files.exists(paths().stateDir())) {
      agent = AgentClient.connect(paths().agentSocket(), user, warnings);
    }
    return Optional.ofNullable(agent);
  }

  /** As above, for a user who can do without it: one that cannot be used is told of, once, and left out. */
  Optional<AgentClient> agentIfUsable() {
    if (agent == null && !agentFailed && Files.exists(paths().agentSocket())) {
      try {
        agent = AgentClient.connect(paths().agentSocket(), user, warnings);
      } catch (EngineException e) {
        agentFailed = true;
        warnings.accept("not through the agent: " + e.getMessage());
      }
    }
    return Optional.ofNullable(agent);
  }

  /** Does what is asked of daemons: through the agent where there is one, else here. */
  Operating operating() throws EngineException {
    Optional<AgentClient> through = agent().or(this::agentIfUsable);
    return through.isPresent() ? through.get() : Operating.here(engine(), user);
  }

  /** Tells how all daemons are. */
  StatusReader status() {
    return new StatusReader(engine(), StartReadiness.of(paths()), Clock.systemUTC());
  }

  PortoClient porto() {
    if (porto == null) {
      porto = Porto.connect(paths().portoSocket(), Deadlines.DEFAULT);
    }
    return porto;
  }

  /** Whether this user may look into the state store, or there is none yet. */
  boolean storeIsOpen() {
    return !Files.exists(paths().stateDir()) || Files.isReadable(paths().stateDir())
        && Files.isExecutable(paths().stateDir());
  }

  HostState stored() throws EngineException {
    return new StateStore(paths().stateDir()).read();
  }

  PackageManager packages() {
    return new AptGet(AptSettings.of(environment));
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
    if (agent != null) {
      agent.close();
    }
  }
}
