package org.puppetporto.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.puppetporto.apt.AptSettings;
import org.puppetporto.apt.Checkup;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.engine.StateStore;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;

/** Looks at everything that daemons need on this host. Changes nothing but what it undoes at once. */
public final class Doctor {
  /** A portod that hangs is a finding, not a reason to hang. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final HostPaths paths;
  private final AgentProbe agent;
  private final Clock clock;
  private final Properties java;

  /**
   * @param environment of this process
   * @param java the properties of the Java that runs this
   */
  public Doctor(Map<String, String> environment, AgentProbe agent, Clock clock, Properties java) {
    this.environment = environment;
    this.paths = HostPaths.from(environment);
    this.agent = agent;
    this.clock = clock;
    this.java = java;
  }

  /** All findings. */
  public List<Finding> examine() {
    Findings findings = new Findings();
    Optional<HostState> state = stored();
    Checkup apt = new Checkup(AptSettings.of(environment));
    try (PortoClient porto = Porto.connect(paths.portoSocket(), Deadlines.all(PATIENCE))) {
      List<Check> checks = new ArrayList<>(List.of(
          new PortoCheck(paths.portoSocket(), porto, state, clock),
          new DpkgCheck(apt, paths.dpkgStatus()),
          new AptCheck(apt, clock),
          new StoreCheck(paths),
          new SpaceCheck(paths, apt, new FileSystems()),
          new DefinitionsCheck(paths.definitionsDir()),
          new SinksCheck(paths, state),
          new ClockCheck(paths, state, clock),
          new AgentCheck(paths, agent),
          new JavaCheck(java)));
      checks.forEach(check -> check.look(findings));
    }
    return findings.all();
  }

  /** What the store holds; empty where this user may not look into it, or it cannot be read: a check says so. */
  private Optional<HostState> stored() {
    Path directory = paths.stateDir();
    if (Files.exists(directory) && !(Files.isReadable(directory) && Files.isExecutable(directory))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new StateStore(directory).read());
    } catch (EngineException e) {
      return Optional.empty();
    }
  }
}
