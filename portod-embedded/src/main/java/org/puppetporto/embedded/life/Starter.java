package org.puppetporto.embedded.life;

import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.process.LaunchFailure;
import org.puppetporto.embedded.process.Launcher;
import org.puppetporto.embedded.process.Task;
import org.puppetporto.embedded.proto.ErrorCode;

/** Starts containers, for the first time or again. The caller holds the container's action lock. */
final class Starter {
  private static final int EAGAIN = 11;
  private final Transitions transitions;
  private final LaunchPlan plan;
  private final Launcher launcher;
  private final Places places;
  private final Resources resources;
  private final Watch watch;

  /** Begins to watch for the end of a container's process. */
  interface Watch {
    void on(Container container);
  }

  Starter(Transitions transitions, LaunchPlan plan, Launcher launcher, Places places, Resources resources,
      Watch watch) {
    this.transitions = transitions;
    this.plan = plan;
    this.launcher = launcher;
    this.places = places;
    this.resources = resources;
    this.watch = watch;
  }

  void start(Container container, Client client) {
    if (container.state() != State.STOPPED) {
      throw PortoFailure.invalidState(
          "Cannot start container " + container.name() + " in state " + container.state().word());
    }
    startParents(container, client);
    container.startError("");
    try {
      prepare(container, "start");
      checkUser(container, client);
      transitions.to(container, State.STARTING);
      container.run(container.run().begin(System.currentTimeMillis()));
      run(container, client);
    } catch (PortoFailure e) {
      container.startError(e.text());
      container.run(container.run().forgotten());
      resources.release(container);
      places.removeWorkDir(container);
      transitions.to(container, State.STOPPED);
      transitions.save(container);
      throw e;
    }
  }

  /** Starts a dead container again, keeping its output; it stays dead when that fails. */
  void respawn(Container container) {
    container.respawnCount(container.respawnCount() + 1);
    container.startError("");
    try {
      prepare(container, "respawn");
      container.run(container.run().begin(System.currentTimeMillis()));
      run(container, null);
    } catch (PortoFailure e) {
      container.startError(e.text());
      container.run(container.run().ended(System.currentTimeMillis(), container.run().exitStatus(), false));
      transitions.to(container, State.DEAD);
      throw e;
    }
  }

  private void checkUser(Container container, Client client) {
    try {
      plan.checkUser(container, client);
    } catch (PortoFailure e) {
      throw e.within("Cannot prepare start for container " + container.name());
    }
  }

  private void startParents(Container container, Client client) {
    Container parent = container.parent();
    if (parent.state() == State.PAUSED) {
      throw PortoFailure.invalidState("Parent container is frozen");
    }
    if (!parent.state().isUp()) {
      start(parent, client);
    }
  }

  private static void prepare(Container container, String doing) {
    String mode = container.setting("virt_mode");
    if ("os".equals(mode)) {
      OsMode.fillIn(container);
    }
    boolean job = "job".equals(mode);
    if (job && container.level() == 1) {
      throw refused(container, doing, "Container in virt_mode=job without parent");
    }
    if (job && container.isMeta()) {
      throw refused(container, doing, "Job container without command considered useless");
    }
    if ("job".equals(container.parent().setting("virt_mode"))) {
      throw refused(container, doing, "Parent container in virt_mode=job");
    }
  }

  private static PortoFailure refused(Container container, String doing, String reason) {
    return PortoFailure.invalidValue(
        "Cannot prepare " + doing + " for container " + container.name() + ": " + reason);
  }

  private void run(Container container, Client client) {
    places.create(container);
    resources.prepare(container);
    if (container.isMeta()) {
      plan.checkRoot(container);
      places.createStreams(container);
    }
    if (plan.hasProcess(container)) {
      launch(container, client);
    }
    transitions.to(container, container.isMeta() ? State.META : State.RUNNING);
  }

  private void launch(Container container, Client client) {
    watch.on(container);
    try {
      Task task = launcher.start(plan.of(container, client, resources.procsFiles(container)));
      container.run(container.run().with(task.pid(), task.pidTicks(), task.supervisor(),
          task.supervisorTicks()));
    } catch (LaunchFailure e) {
      throw failure(e);
    }
  }

  private static PortoFailure failure(LaunchFailure e) {
    String subject = e.subject();
    switch (e.step()) {
      case "exec":
        return e.errno() == EAGAIN
            ? new PortoFailure(ErrorCode.RESOURCE_NOT_AVAILABLE,
                e.reason() + ": cannot exec " + subject + " not enough ulimit nproc")
            : new PortoFailure(ErrorCode.INVALID_COMMAND, e.reason() + ": cannot exec " + subject);
      case "chdir":
        return new PortoFailure(ErrorCode.INVALID_PATH, e.reason() + ": Cannot chdir " + subject);
      case "chroot":
        return PortoFailure.system(e.reason(), "Cannot open " + subject);
      case "open":
        return PortoFailure.invalidValue(e.reason() + ": open " + subject);
      default:
        return PortoFailure.system(e.reason(), e.step() + " " + subject);
    }
  }
}
