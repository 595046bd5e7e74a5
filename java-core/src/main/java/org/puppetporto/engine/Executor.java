package org.puppetporto.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.AptException;
import org.puppetporto.porto.PortoException;

/** Carries out a plan, step by step, each noted in the journal before it is taken. */
final class Executor {
  private final ContainerRunner containers;
  private final PackageRunner packages;
  private final StoreRunner store;
  private final HeldSlot slot;
  private final Journal journal;
  private final Progress progress;
  private final ActionListener listener;

  Executor(ContainerRunner containers, PackageRunner packages, StoreRunner store, HeldSlot slot,
      Journal journal, Progress progress, ActionListener listener) {
    this.containers = containers;
    this.packages = packages;
    this.store = store;
    this.slot = slot;
    this.journal = journal;
    this.progress = progress;
    this.listener = listener;
  }

  /** A step failed; the steps before it were taken. */
  static final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Action action;
    private final boolean touched;

    StepFailed(Action action, boolean touched, Exception cause) {
      super(cause.getMessage(), cause);
      this.action = action;
      this.touched = touched;
    }

    Action action() {
      return action;
    }

    /** Whether the host had been changed before it failed. */
    boolean touched() {
      return touched;
    }
  }

  /** Carries it out; what dying containers told comes back. */
  List<LastWords> run(DaemonPlan plan, Claims claims) throws StepFailed {
    return new Course(plan, claims).toItsEnd();
  }

  /** Carries it out as far as its wait for readiness, which begins; {@link Course#toItsEnd} goes on from there. */
  Course start(DaemonPlan plan, Claims claims) throws StepFailed {
    Course course = new Course(plan, claims);
    course.toItsWait();
    return course;
  }

  /** A plan on its way. */
  final class Course {
    private final DaemonPlan plan;
    private final Claims claims;
    private final List<LastWords> heard = new ArrayList<>();
    private boolean touched;
    private int next;
    private Optional<Readiness.Wait> wait = Optional.empty();

    private Course(DaemonPlan plan, Claims claims) {
      this.plan = plan;
      this.claims = claims;
    }

    /** Whether there is something left to be done. */
    boolean waits() {
      return next < plan.actions().size();
    }

    private void toItsWait() throws StepFailed {
      while (waits() && !(plan.actions().get(next) instanceof ContainerAction.AwaitReady)) {
        step();
      }
      if (waits() && plan.actions().get(next) instanceof ContainerAction.AwaitReady ready) {
        try {
          wait = Optional.of(containers.begin(ready));
        } catch (PortoException e) {
          // The step itself meets it again, where it is told.
        }
      }
    }

    /** Takes the steps that are left. */
    List<LastWords> toItsEnd() throws StepFailed {
      while (waits()) {
        step();
      }
      return heard;
    }

    private void step() throws StepFailed {
      Action action = plan.actions().get(next);
      long begun = System.nanoTime();
      try {
        journal.begin(plan.name(), action.text());
        progress.report(plan.name(), action.text(), "", -1);
        take(action);
      } catch (PortoException | AptException | NotReadyException | EngineException e) {
        listener.taken(taken(plan, action, begun, Optional.of(String.valueOf(e.getMessage()))));
        throw new StepFailed(action, touched || partlyDone(action, e), e);
      }
      listener.taken(taken(plan, action, begun, Optional.empty()));
      touched |= touches(action);
      next++;
    }

    private void take(Action action) throws PortoException, AptException, NotReadyException, EngineException {
      if (wait.isPresent() && action instanceof ContainerAction.AwaitReady) {
        Readiness.Wait begun = wait.get();
        wait = Optional.empty();
        begun.end();
      } else {
        Executor.this.step(action, claims, heard);
      }
    }
  }

  /** A count that cannot be written is no reason to take down what has just been started. */
  private void started(String daemon) {
    try {
      store.started(daemon);
    } catch (EngineException e) {
      progress.report(daemon, "count the start", e.getMessage(), -1);
    }
  }

  private static TakenAction taken(DaemonPlan plan, Action action, long begun, Optional<String> failure) {
    return new TakenAction(plan.name(), plan.desired().revision(), action.text(),
        Duration.ofNanos(System.nanoTime() - begun), failure);
  }

  private void step(Action action, Claims claims, List<LastWords> heard)
      throws PortoException, AptException, NotReadyException, EngineException {
    if (action instanceof ContainerAction container) {
      if (container instanceof ContainerAction.ReadLastWords) {
        listener.stopping(container.daemon());
      }
      containers.run(container, heard);
      if (container instanceof ContainerAction.Start) {
        started(container.daemon());
      }
    } else if (action instanceof PackageAction aptAction) {
      packages.run(aptAction, claims);
    } else if (action instanceof StoreAction note) {
      store.run(note);
    } else if (action instanceof SlotAction) {
      slot.take(action.daemon());
    }
  }

  private static boolean touches(Action action) {
    return action instanceof ContainerAction && !(action instanceof ContainerAction.ReadLastWords)
        || action instanceof PackageAction.Transact;
  }

  /** A transaction that dpkg began leaves something, a refused one does not. */
  private static boolean partlyDone(Action action, Exception e) {
    if (e instanceof AptException failure) {
      switch (failure.reason()) {
        case DPKG_FAILED:
        case BROKEN:
        case NO_SPACE:
        case TIMEOUT:
          return action instanceof PackageAction.Transact;
        default:
          return false;
      }
    }
    return !(e instanceof EngineException) && touches(action);
  }
}
