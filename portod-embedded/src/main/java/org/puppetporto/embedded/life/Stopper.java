package org.puppetporto.embedded.life;

import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.Run;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.process.HostSystem;
import org.puppetporto.embedded.process.ProcFs;

/** Ends processes and takes containers back to stopped. The caller holds the container's action lock. */
final class Stopper {
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int SIGPWR = 30;
  private static final long POLL_MS = 5;
  private final Registry registry;
  private final Transitions transitions;
  private final HostSystem host;
  private final Places places;
  private final Resources resources;
  private final Attached attached;

  Stopper(Registry registry, Transitions transitions, HostSystem host, Places places, Resources resources,
      Attached attached) {
    this.registry = registry;
    this.transitions = transitions;
    this.host = host;
    this.places = places;
    this.resources = resources;
    this.attached = attached;
  }

  /** @param timeoutMs how long the process may take after the polite signal; 0 kills at once */
  void stop(Container container, long timeoutMs) {
    if (container.state() == State.STOPPED) {
      return;
    }
    if (container.ancestors().stream().anyMatch(parent -> parent.state() == State.PAUSED)) {
      throw PortoFailure.invalidState("Parent container is paused");
    }
    long deadline = System.nanoTime() + timeoutMs * 1_000_000;
    List<Container> subtree = registry.subtree(container);
    for (Container c : subtree) {
      if (c.state() != State.STOPPED) {
        boolean paused = c.state() == State.PAUSED;
        transitions.to(c, State.STOPPING);
        terminate(c, paused || timeoutMs == 0 ? System.nanoTime() : deadline);
      }
    }
    for (int i = subtree.size() - 1; i >= 0; i--) {
      Container c = subtree.get(i);
      if (c.state() != State.STOPPED) {
        forget(c);
      }
    }
  }

  /** Ends everything that runs in the container alone, politely until the deadline (of System.nanoTime). */
  void terminate(Container container, long deadline) {
    terminateOwn(container, deadline);
    attached.in(container).forEach(pid -> host.kill(pid, SIGKILL));
    attached.forget(container);
  }

  private void terminateOwn(Container container, long deadline) {
    Run run = container.run();
    if (run.supervisor() == 0) {
      return;
    }
    if (deadline - System.nanoTime() > 0 && ProcFs.isAlive(run.pid(), run.pidTicks())) {
      host.kill(run.pid(), "os".equals(container.setting("virt_mode")) ? SIGPWR : SIGTERM);
      while (deadline - System.nanoTime() > 0 && ProcFs.isAlive(run.pid(), run.pidTicks())) {
        pause();
      }
    }
    while (ProcFs.isAlive(run.supervisor(), run.supervisorTicks())) {
      ProcFs.toKill(run.supervisor()).forEach(pid -> host.kill(pid, SIGKILL));
      resources.thaw(container);
      pause();
    }
    if (ProcFs.isAlive(run.pid(), run.pidTicks())) {
      host.kill(run.pid(), SIGKILL);
    }
  }

  private void forget(Container container) {
    container.run(container.run().forgotten());
    container.clearSetting("stdout_offset");
    container.clearSetting("stderr_offset");
    resources.release(container);
    places.removeRunDir(container);
    places.removeWorkDir(container);
    transitions.to(container, State.STOPPED);
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PortoFailure.invalidState("interrupted while stopping");
    }
  }
}
