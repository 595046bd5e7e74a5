package org.puppetporto.embedded.life;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Run;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.process.Exit;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.proto.ErrorCode;

/** Ends of containers that nobody asked for, and what comes after them. */
final class Deaths {
  private static final long MIN_RESPAWN_DELAY_MS = 50;
  private static final int SIGKILL = 9;
  private final Parts parts;
  private final ScheduledExecutorService timers;

  Deaths(Parts parts, ScheduledExecutorService timers) {
    this.parts = parts;
    this.timers = timers;
  }

  /** Looks whether the container's process has ended, and does what follows from it. */
  public void checkExit(Container container) {
    try (ActionLocks.Held held = parts.locks().acquire(container)) {
      if (!container.hasProcess()) {
        return;
      }
      Run run = container.run();
      Exit exit = Exit.read(parts.places().runDir(container)).filter(e -> e.generation() == run.generation())
          .orElse(null);
      if (exit == null && ProcFs.isAlive(run.supervisor(), run.supervisorTicks())) {
        return;
      }
      parts.stopper().terminate(container, System.nanoTime());
      Exit end = exit != null ? exit : new Exit(run.generation(), SIGKILL, System.currentTimeMillis());
      boolean oom = end.status() != 0 && isOutOfMemory(container);
      for (Container c : parts.registry().subtree(container)) {
        if (c.state() != State.STOPPED && c.state() != State.DEAD) {
          parts.stopper().terminate(c, System.nanoTime());
          die(c, c == container ? end.status() : c.run().exitStatus(), oom);
        }
      }
    }
  }

  /** Ends a container that lost a process for want of memory, if it says that this is fatal. */
  public void checkMemory(Container container) {
    try (ActionLocks.Held held = parts.locks().acquire(container)) {
      if (container.state() != State.RUNNING || !isOutOfMemory(container)) {
        return;
      }
      for (Container c : parts.registry().subtree(container)) {
        if (c.state() != State.STOPPED && c.state() != State.DEAD) {
          parts.stopper().terminate(c, System.nanoTime());
          die(c, SIGKILL, true);
        }
      }
    }
  }

  private boolean isOutOfMemory(Container container) {
    return !"false".equals(container.setting("oom_is_fatal")) && parts.resources().ranOutOfMemory(container);
  }

  private void die(Container container, int status, boolean oom) {
    parts.streams().rotate(container);
    container.run(container.run().ended(System.currentTimeMillis(), status, oom));
    if (container.flag("respawn") && mayRespawn(container) == null) {
      parts.transitions().to(container, State.RESPAWNING);
      if (container.parent().state() != State.RESPAWNING) {
        scheduleRespawn(container);
      }
    } else {
      parts.transitions().to(container, State.DEAD);
    }
  }

  /** Starts a respawning container after its delay, unless something else happened to it meanwhile. */
  void scheduleRespawn(Container container) {
    String setting = container.setting("respawn_delay");
    long delayNs = setting == null ? 1_000_000_000L : Long.parseLong(setting.substring(0,
        setting.length() - 2));
    long delayMs = Math.max(MIN_RESPAWN_DELAY_MS, delayNs / 1_000_000);
    long generation = container.run().generation();
    try {
      timers.schedule(() -> respawnAgain(container, generation), delayMs, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closing: the next life of the endpoint starts it again.
      return;
    }
  }

  private void respawnAgain(Container container, long generation) {
    try (ActionLocks.Held held = parts.locks().acquire(container)) {
      if (container.state() != State.RESPAWNING || container.run().generation() != generation) {
        return;
      }
      if (mayRespawn(container) != null) {
        parts.transitions().to(container, State.DEAD);
        return;
      }
      parts.starter().respawn(container);
      for (Container child : parts.registry().subtree(container)) {
        if (child.parent() == container && child.state() == State.RESPAWNING) {
          scheduleRespawn(child);
        }
      }
    } catch (PortoFailure e) {
      // The container is dead with its start_error set: that is where this failure is told.
      parts.transitions().save(container);
    }
  }

  /** Why the container may not be started again; null when it may. */
  static PortoFailure mayRespawn(Container container) {
    State parent = container.parent().state();
    if (!parent.isUp() && parent != State.RESPAWNING) {
      return PortoFailure.invalidState("Cannot respawn: parent container in state=" + parent.word());
    }
    String max = container.setting("max_respawns");
    if (max != null && container.respawnCount() >= Long.parseLong(max)) {
      return new PortoFailure(ErrorCode.RESOURCE_NOT_AVAILABLE, "Cannot respawn: reached max_respawns="
          + max);
    }
    return null;
  }
}
