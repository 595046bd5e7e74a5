package org.puppetporto.engine;

import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.AptException;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.Ensure;

/** A step of a plan failed: forget the revision, roll back or leave it, and say what happened. */
final class Recovery {
  private final Works works;
  private final Progress progress;
  private final DaemonPlan plan;
  private final Observation seen;
  private final Steps steps;
  private final String name;

  /**
   * @param plan what was being carried out
   * @param seen what it was made from
   * @param steps what it was carried out with
   */
  Recovery(Works works, Progress progress, DaemonPlan plan, Observation seen, Steps steps) {
    this.works = works;
    this.progress = progress;
    this.plan = plan;
    this.seen = seen;
    this.steps = steps;
    this.name = plan.name();
  }

  /** Does what is right after the failure; the exception that is to be thrown. */
  EngineException after(Executor.StepFailed failure) {
    Exception cause = (Exception) failure.getCause();
    String what = plan.desired().definition().origin() + ": could not " + failure.action().text();
    try {
      return dealtWith(failure, cause, what);
    } catch (EngineException e) {
      // What is noted afterwards matters less than what went wrong: a full disk spoils both.
      return new EngineException(fault(cause), what + ": " + cause.getMessage()
          + "; and that could not be noted (the next run goes on from here): " + e.getMessage(), "", cause);
    }
  }

  private EngineException dealtWith(Executor.StepFailed failure, Exception cause, String what)
      throws EngineException {
    if (cause instanceof PortoException porto && porto.unreachable()) {
      return Failures.inTheMiddle(porto, what);
    }
    if (failure.action() instanceof StoreAction && failure.touched()) {
      // What was brought about stands; only the note of it is missing, and the next run makes it.
      return new EngineException(fault(cause),
          what + " (the next run goes on from here): " + cause.getMessage(), "", cause);
    }
    String told = failure.touched() ? lastWords() : "";
    String message = what + ": " + cause.getMessage() + (told.isEmpty() ? "" : "; " + told);
    WayBack back = plan.desired().definition().policy().rollback() && !removes()
        ? works.planning().wayBack(seen, plan.desired()) : WayBack.NONE;
    boolean gone = seen.container(name).isEmpty();
    if (!failure.touched() && (!gone || back.to().isEmpty())) {
      undo();
      steps.journal().end();
      return new EngineException(fault(cause), message, told, cause);
    }
    boolean replaced = plan.actions().stream().anyMatch(ContainerAction.CreateWeak.class::isInstance)
        || cause instanceof NotReadyException;
    if (!replaced || back.to().isEmpty()) {
      return left(failure, cause, message, told, replaced ? back.closed() : Optional.empty());
    }
    if (failure.touched() || finishes()) {
      // What cost a restart is not tried again by itself, whatever it failed of.
      message += remember(cause);
    } else {
      undo();
    }
    return new EngineException(fault(cause), message + "; " + rollBack(back.to().get()), told, cause);
  }

  private boolean removes() {
    return plan.desired().definition().ensure().removes();
  }

  /** Forgets what was noted of a plan that changed nothing. */
  private void undo() throws EngineException {
    if (Leaving.begunBy(plan).isPresent()) {
      steps.store().stay(before());
    } else {
      steps.store().abandon(name);
    }
  }

  /** Whether the plan goes on with a rollback by hand that was cut off. */
  private boolean finishes() {
    return before().beingLeft().isPresent()
        && before().current().filter(back -> back.id().equals(plan.desired().revision())).isPresent();
  }

  /** What the store knew before the plan. */
  private DaemonRecord before() {
    return seen.host().daemon(name);
  }

  /** Remembers the revision as FAILED; says so when that is not possible. */
  private String remember(Exception cause) {
    String revision = plan.desired().revision();
    Optional<String> left = finishes() ? before().beingLeft().map(RevisionRecord::id) : Leaving.begunBy(plan);
    try {
      if (left.isPresent()) {
        steps.store().comeBack(name, revision, left.get(), cause.getMessage());
      } else {
        steps.store().fail(name, revision, cause.getMessage());
      }
      return "";
    } catch (EngineException e) {
      return "; that it failed could not be noted, so the next run tries again: " + e.getMessage();
    }
  }

  /**
   * Without a way back it stays as it is, reported not ready; portod goes on trying.
   *
   * @param closed why it cannot go back to the revision before; empty when there is none, or none is wanted
   */
  private EngineException left(Executor.StepFailed failure, Exception cause, String message, String told,
      Optional<String> closed) throws EngineException {
    boolean nothingBefore = !removes() && before().current().isEmpty();
    boolean first = nothingBefore && closed.isEmpty() && definitionsFault(failure.action(), cause);
    String more = first || closed.isPresent() ? remember(cause) : "";
    if (first && more.isEmpty()) {
      more = "; revision " + Desired.brief(plan.desired().revision()) + " is remembered as FAILED,"
          + " there is none before it to go back to, and it is not tried again until the definition changes"
          + " or `porto-daemon retry " + name + " --reason TEXT`";
    }
    if (closed.isPresent()) {
      more += notTriedAgain() + "; there was no rollback, since " + closed.get() + "; mend the cause, or declare"
          + " what that revision said (`porto-daemon spec " + name + "`) in a form that this version reads";
    }
    try {
      if (cause instanceof NotReadyException) {
        steps.take(Restart.abandoned(plan, first || closed.isPresent()), works.sight().last().claims());
      } else if (closed.isEmpty() && Leaving.begunBy(plan).isPresent()) {
        // With the older revision's packages on top: some of them may have been installed.
        steps.store().stay(before().withNewest(before().find(plan.desired().revision()).orElseThrow()));
      } else if (closed.isPresent() ? unstarted(failure.action()) : nothingBefore && created()) {
        steps.take(new DaemonPlan(plan.desired(), List.of(), List.of(new ContainerAction.Destroy(name)),
            Optional.empty(), List.of()), works.sight().last().claims());
      }
    } catch (Executor.StepFailed e) {
      more += "; and could not " + e.action().text() + ": " + e.getMessage();
    }
    steps.journal().end();
    return new EngineException(fault(cause), message + more, told, cause);
  }

  /**
   * A full disk or a deadline may pass by itself, and the user or the program that Porto did not find may come
   * with the next run; trying again disturbs nobody, since nothing runs yet.
   */
  private static boolean definitionsFault(Action action, Exception cause) {
    boolean passing = cause instanceof AptException apt
        && (apt.reason() == AptException.Reason.NO_SPACE || apt.reason() == AptException.Reason.TIMEOUT);
    boolean started = !(action instanceof ContainerAction) || action instanceof ContainerAction.AwaitReady;
    return started && !passing && !(cause instanceof EngineException);
  }

  private boolean created() {
    return seen.container(name).isEmpty()
        && plan.actions().stream().anyMatch(ContainerAction.CreateWeak.class::isInstance);
  }

  /** Whether the new container was being made, and nothing runs in it yet. */
  private boolean unstarted(Action failed) {
    boolean made = false;
    for (Action action : plan.actions()) {
      made |= action instanceof ContainerAction.CreateWeak;
      if (action == failed) {
        return made;
      }
      if (action instanceof ContainerAction.Start) {
        return false;
      }
    }
    return false;
  }

  private String rollBack(Desired previous) {
    String brief = Desired.brief(previous.revision());
    progress.report(previous.name(), "roll back to revision " + brief, "", -1);
    try {
      Observation now = works.sight().observe();
      DaemonPlan back = works.planning().plan(previous, now, true);
      StoreRunner store = new StoreRunner(works.ports().store(), works.ports().clock(), now.host());
      steps.back(store).take(back, now.claims());
      steps.journal().end();
      boolean runs = previous.definition().ensure() == Ensure.RUNNING;
      return "rolled back to revision " + brief + (runs ? ", which runs again" : ", which is stopped, as before")
          + notTriedAgain();
    } catch (Executor.StepFailed e) {
      return "and the rollback to revision " + brief + " could not " + e.action().text() + ": "
          + e.getMessage() + "; the next run tries again";
    } catch (EngineException e) {
      return "and the rollback to revision " + brief + " failed: " + e.getMessage()
          + (e.fault() == Fault.REFUSED && goesOn() ? "; portod goes on starting the new one"
              : "; the next run tries again");
    }
  }

  /** Where the way back is closed, such as by another daemon's pin, a process that may come up is better than none. */
  private boolean goesOn() {
    try {
      boolean started = plan.actions().stream().anyMatch(ContainerAction.AwaitReady.class::isInstance);
      if (started) {
        steps.take(Restart.abandoned(plan, true), works.sight().last().claims());
        steps.journal().end();
      }
      return started;
    } catch (Executor.StepFailed | EngineException e) {
      return false;
    }
  }

  /** What to do about it, unless there was nothing to remember. */
  private String notTriedAgain() {
    boolean failed = steps.store().state().daemon(name).find(plan.desired().revision())
        .filter(known -> known.status() == RevisionStatus.FAILED).isPresent();
    return failed ? "; revision " + Desired.brief(plan.desired().revision()) + " is remembered as FAILED and not"
        + " tried again until the definition changes or `porto-daemon retry " + name + " --reason TEXT`" : "";
  }

  private String lastWords() {
    try {
      return LastWords.read(works.sight().containers(), name).text();
    } catch (PortoException e) {
      return "";
    }
  }

  private static Fault fault(Exception cause) {
    return cause instanceof AptException apt ? Failures.packages(apt)
        : cause instanceof EngineException engine ? engine.fault() : Fault.ACTION;
  }
}
