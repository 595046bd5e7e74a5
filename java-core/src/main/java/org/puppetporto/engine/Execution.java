package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.AptException;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;

/** One daemon brought to its definition under the host lock; rolled back when it does not get ready. */
final class Execution {
  private final Engine engine;
  private final Ports ports;
  private final Containers containers;
  private final Progress progress;
  private final List<String> events = new ArrayList<>();

  Execution(Engine engine, Ports ports, Containers containers, Progress progress) {
    this.engine = engine;
    this.ports = ports;
    this.containers = containers;
    this.progress = progress;
  }

  Outcome run(Desired desired, boolean force) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    journal.cutOff().ifPresent(step -> events.add("an earlier run was cut off at: " + step));
    awaitIdle();
    Observation seen = engine.observe();
    DaemonPlan plan = engine.planFor(desired, seen, force);
    return carryOut(desired, plan, seen, journal);
  }

  /** Stops and starts it, also when nothing differs. */
  Outcome restart(Desired desired, String reason) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    awaitIdle();
    Observation seen = engine.observe();
    DaemonPlan plan = engine.planFor(desired, seen, true);
    if (seen.host().daemon(desired.name()).hold().isEmpty()) {
      plan = Restart.added(plan, seen.container(desired.name()));
      events.add("restart: " + reason);
    }
    return carryOut(desired, plan, seen, journal);
  }

  /** Stops it for an operator; the hold has been stored already. */
  Outcome stop(Desired desired, Hold hold) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    Observation seen = engine.observe();
    List<Action> actions = new ArrayList<>();
    Optional<ContainerView> container = seen.container(desired.name()).filter(ContainerView::ours);
    if (container.filter(view -> view.state() != ContainerState.STOPPED).isPresent()) {
      actions.add(new ContainerAction.ReadLastWords(desired.name()));
      actions.add(new ContainerAction.Stop(desired.name(), desired.definition().policy().stopTimeout()));
    }
    events.add(hold.text());
    return carryOut(desired, new DaemonPlan(desired, List.of(), actions, Optional.empty(), List.of()), seen, journal);
  }

  /** An apt-get that outlived the run that started it goes on: what dpkg says meanwhile is passing. */
  private void awaitIdle() throws EngineException {
    try {
      ports.packages().awaitIdle();
    } catch (AptException e) {
      throw Failures.of(e, "cannot begin");
    }
  }

  private Outcome carryOut(Desired desired, DaemonPlan plan, Observation seen, Journal journal)
      throws EngineException {
    plan.pending().ifPresent(events::add);
    StoreRunner store = store(seen.host());
    if (plan.changes()) {
      prepare();
      plan.differences().forEach(difference -> events.add(difference.text()));
      try {
        for (LastWords words : executor(store, journal).run(plan, seen.claims())) {
          if (!words.cause().isEmpty()) {
            events.add("it had died: " + words.text());
          }
        }
        journal.end();
        ports.packages().prune(Kept.of(store.state()));
      } catch (Executor.StepFailed e) {
        throw failed(plan, seen, store, journal, e);
      }
    } else {
      journal.end();
    }
    return outcome(desired, plan);
  }

  private void prepare() throws EngineException {
    try {
      ports.store().prepare();
    } catch (java.io.IOException e) {
      throw new EngineException(Fault.ACTION, "cannot make the state store " + ports.store().directory()
          + ": " + e + "; nothing was changed", "", e);
    }
  }

  private StoreRunner store(HostState state) {
    return new StoreRunner(ports.store(), ports.clock(), state);
  }

  private Executor executor(StoreRunner store, Journal journal) {
    return new Executor(new ContainerRunner(containers, ports.catalogue(), ports.readiness()),
        new PackageRunner(ports.packages(), engine.downloads(), progress), store, ports.slots(), journal, progress,
        ports.actions());
  }

  private Outcome outcome(Desired desired, DaemonPlan plan) throws EngineException {
    Observation after = plan.changes() ? engine.observe() : null;
    Observation seen = after == null ? engine.lastObservation() : after;
    Optional<ContainerView> container = seen.container(desired.name());
    boolean ready = container.filter(view ->
        ports.readiness().ready(view, desired.definition().policy().minUptime())).isPresent();
    return new Outcome(desired.name(), plan.changes(),
        container.map(ContainerView::revision).orElse(""),
        container.map(view -> view.state().word()).orElse("absent"), ready, events);
  }

  /** A step failed: forget, roll back or leave it, and say what happened. */
  private EngineException failed(DaemonPlan plan, Observation seen, StoreRunner store, Journal journal,
      Executor.StepFailed failure) throws EngineException {
    Exception cause = (Exception) failure.getCause();
    String name = plan.name();
    String what = plan.desired().definition().origin() + ": could not " + failure.action().text();
    if (cause instanceof PortoException porto && porto.unreachable()) {
      return Failures.of(cause, what + " (the next run goes on from here)");
    }
    String told = failure.touched() ? lastWords(name) : "";
    String message = what + ": " + cause.getMessage() + (told.isEmpty() ? "" : "; " + told);
    Optional<Desired> previous = plan.desired().definition().policy().rollback() && !removes(plan)
        ? engine.previous(seen, plan.desired()) : Optional.empty();
    boolean gone = seen.container(name).isEmpty();
    if (!failure.touched() && (!gone || previous.isEmpty())) {
      store.abandon(name);
      journal.end();
      return new EngineException(fault(cause), message, told, cause);
    }
    boolean replaced = plan.actions().stream().anyMatch(ContainerAction.CreateWeak.class::isInstance)
        || cause instanceof NotReadyException;
    if (!replaced || previous.isEmpty()) {
      return left(plan, store, journal, cause, message, told);
    }
    if (failure.touched()) {
      // What cost a restart is not tried again by itself, whatever it failed of.
      store.fail(name, plan.desired().revision(), cause.getMessage());
    } else {
      store.abandon(name);
    }
    return new EngineException(fault(cause), message + "; " + rollBack(previous.get(), store, journal), told, cause);
  }

  private static boolean removes(DaemonPlan plan) {
    return plan.desired().definition().ensure().removes();
  }

  /** Without a way back it stays as it is, reported not ready; portod goes on trying. */
  private EngineException left(DaemonPlan plan, StoreRunner store, Journal journal, Exception cause,
      String message, String told) throws EngineException {
    if (cause instanceof NotReadyException) {
      try {
        executor(store, journal).run(Restart.abandoned(plan), engine.lastObservation().claims());
      } catch (Executor.StepFailed e) {
        return new EngineException(fault(cause), message + "; and could not " + e.action().text() + ": "
            + e.getMessage(), told, cause);
      }
    }
    journal.end();
    return new EngineException(fault(cause), message, told, cause);
  }

  private String rollBack(Desired previous, StoreRunner store, Journal journal) {
    String brief = Desired.brief(previous.revision());
    progress.report(previous.name(), "roll back to revision " + brief, "", -1);
    try {
      Observation now = engine.observe();
      DaemonPlan back = engine.planFor(previous, now, true);
      executor(store(now.host()), journal).run(back, now.claims());
      journal.end();
      return "rolled back to revision " + brief + ", which runs again";
    } catch (Executor.StepFailed e) {
      return "and the rollback to revision " + brief + " could not " + e.action().text() + ": " + e.getMessage()
          + "; the next run tries again";
    } catch (EngineException e) {
      return "and the rollback to revision " + brief + " failed: " + e.getMessage() + "; the next run tries again";
    }
  }

  private String lastWords(String name) {
    try {
      return LastWords.read(containers, name).text();
    } catch (PortoException e) {
      return "";
    }
  }

  private static Fault fault(Exception cause) {
    return cause instanceof AptException apt ? Failures.packages(apt)
        : cause instanceof EngineException engine ? engine.fault() : Fault.ACTION;
  }
}
