package org.puppetporto.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.puppetporto.apt.LockHolder;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;

/** The agent: whether it runs, listens, answers, and is of our version. */
record AgentCheck(HostPaths paths, AgentProbe probe) implements Check {
  private static final String NAME = "agent";
  private static final String RESTART = "systemctl restart porto-daemons-agent";

  @Override
  public void look(Findings findings) {
    Path socket = paths.agentSocket();
    if (Files.exists(paths.runDir()) && !Files.isExecutable(paths.runDir())) {
      findings.fail(NAME, "whether it runs cannot be told by this user (" + paths.runDir() + " is closed)", "use sudo");
      return;
    }
    boolean runs = LockHolder.find(List.of(HostLock.fileOfAgent(paths))).isPresent();
    boolean listens = Files.exists(socket);
    if (!runs && !listens) {
      findings.ok(NAME, "does not run; daemons are looked after in Puppet's runs, and by Porto's respawn");
    } else if (!listens) {
      findings.fail(NAME, "runs, and " + socket + " is gone", "restart the agent: " + RESTART);
    } else if (!runs) {
      findings.warn(NAME, "does not run, and has left " + socket + " behind", "start it, or remove that file");
    } else {
      greet(findings, socket);
    }
  }

  private void greet(Findings findings, Path socket) {
    try {
      probe.greet();
      findings.ok(NAME, "runs, is of this version, and answers at " + socket);
    } catch (EngineException e) {
      findings.fail(NAME, e.getMessage(), RESTART);
    }
  }
}
