package org.puppetporto.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.apt.AptException;
import org.puppetporto.porto.ContainerState;

/** One daemon brought to its definition under the host lock; rolled back when it does not get ready. */
final class Execution {
  private final Works works;
  private final Ports ports;
  private final Progress progress;
  private final List<String> events = new ArrayList<>();
  private Task task;
  private String waits = "";

  Execution(Works works, Progress progress, Task task) {
    this.works = works;
    this.ports = works.ports();
    this.progress = progress;
    this.task = task;
  }

  /** Brings the daemon to what a front door declares; a change that has to wait is remembered. */
  Outcome run(Desired desired) throws EngineException {
    return run(desired, true, false);
  }

  /** As {@link #run}, for a definition that nobody declared now: what waits goes on waiting. */
  Outcome runStored(Desired desired, boolean force) throws EngineException {
    return run(desired, false, force);
  }

  /** A daemon that is on its way to its stored definition. */
  interface Started {
    /** Whether it has still to get ready. */
    boolean waits();

    /** Waits until it is ready, and does what is left. */
    Outcome finish() throws EngineException;
  }

  /**
   * As {@link #runStored}, without waiting until it is ready, nor for apt where no run was cut off.
   *
   * @param journal of the run that starts several
   * @return empty when apt or a slot would have to be asked, for which the others need not wait; nothing is done then
   */
  Optional<Started> startStored(Desired desired, Journal journal) throws EngineException {
    if (tellCutOff(journal)) {
      awaitIdle(desired);
    }
    Observation seen = WeakLeftover.awaitGone(desired.name(), works.sight());
    DaemonPlan plan = works.planning().plan(desired, seen, false);
    for (Action action : plan.actions()) {
      if (action instanceof PackageAction || action instanceof SlotAction) {
        return Optional.empty();
      }
    }
    Steps steps = steps(store(seen.host()), journal, gate(desired, seen, false));
    tellPending(desired, plan, seen);
    if (!plan.changes()) {
      return Optional.of(started(false, () -> ended(desired, plan, steps)));
    }
    begin(plan);
    journal.enter();
    Executor.Course course = through(desired, plan, seen, steps, () -> steps.start(plan, seen.claims()));
    return Optional.of(started(course.waits(), () -> {
      hear(through(desired, plan, seen, steps, course::toItsEnd));
      return ended(desired, plan, steps);
    }));
  }

  private interface End {
    Outcome reach() throws EngineException;
  }

  private static Started started(boolean waits, End end) {
    return new Started() {
      @Override
      public boolean waits() {
        return waits;
      }

      @Override
      public Outcome finish() throws EngineException {
        return end.reach();
      }
    };
  }

  private Outcome run(Desired desired, boolean declared, boolean force) throws EngineException {
    Journal journal = journal();
    awaitIdle(desired);
    Observation seen = WeakLeftover.awaitGone(desired.name(), works.sight());
    DaemonPlan plan = works.planning().plan(desired, seen, force);
    task = task.turningOutAs(desired, seen.container(desired.name()));
    StoreRunner store = store(seen.host());
    if (declared) {
      store.note(desired, plan);
    }
    return carryOut(desired, plan, seen, steps(store, journal, gate(desired, seen, force)));
  }

  /**
   * Brings it back as it was. Others wait for the lock meanwhile, who may be down as well: apt is waited for
   * only when it is needed, and a daemon only when its packages were changed.
   */
  Outcome keep(Desired desired) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    Optional<String> cutOff = journal.cutOff();
    cutOff.ifPresent(step -> events.add("an earlier run was cut off at: " + step));
    Observation seen = WeakLeftover.awaitGone(desired.name(), works.sight());
    DaemonPlan plan = works.planning().plan(desired, seen, false);
    if (cutOff.isPresent() || plan.transaction().isPresent()) {
      awaitIdle(desired);
      seen = works.sight().observe();
      plan = works.planning().plan(desired, seen, false);
    }
    return carryOut(desired, plan.transaction().isPresent() ? plan : Restart.unawaited(plan), seen,
        steps(store(seen.host()), journal, gate(desired, seen, false)));
  }

  /** Brings it back to an older revision for an operator; that it leaves the CURRENT one is noted first. */
  Outcome rollBack(Desired back) throws EngineException {
    Journal journal = journal();
    awaitIdle(back);
    Observation seen = WeakLeftover.awaitGone(back.name(), works.sight());
    DaemonPlan plan = works.planning().plan(back, seen, true);
    return carryOut(back, Leaving.noted(plan, seen.host().daemon(back.name()), task), seen,
        steps(store(seen.host()), journal, HeldSlot.Gate.OPEN));
  }

  /**
   * Stops and starts it, also when nothing differs.
   *
   * @param withWhatWaits make changes that the restart policy would leave for later
   */
  Outcome restart(Desired desired, boolean withWhatWaits) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    awaitIdle(desired);
    Observation seen = works.sight().observe();
    DaemonPlan plan = works.planning().plan(desired, seen, withWhatWaits);
    Optional<Hold> hold = seen.host().daemon(desired.name()).hold();
    if (hold.isEmpty()) {
      plan = Restart.added(withWhatWaits ? plan : Restart.asItIs(plan), seen.container(desired.name()));
      events.add("restart: " + task.why());
    } else if (plan.pending().isEmpty()) {
      events.add("not restarted, " + hold.get().text());
    }
    waits = hold.map(held -> held.standsInTheWayOf(desired.name())).orElse("");
    return carryOut(desired, plan, seen, steps(store(seen.host()), journal, HeldSlot.Gate.OPEN));
  }

  /** As {@link #restart}, for an ill process, and of nothing but the container as it is. */
  Outcome remedy(Desired desired, String process) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    awaitIdle(desired);
    Observation seen = works.sight().observe();
    Optional<ContainerView> container = seen.container(desired.name()).filter(ContainerView::ours);
    Optional<Hold> hold = seen.host().daemon(desired.name()).hold();
    DaemonPlan plan = new DaemonPlan(desired, List.of(), List.of(), Optional.empty(), List.of());
    if (hold.isPresent()) {
      events.add("not restarted, " + hold.get().text());
    } else if (!container.flatMap(view -> view.value("root_pid")).orElse("").equals(process)) {
      events.add("not restarted: process " + process + " has gone");
    } else {
      plan = Restart.remedy(plan, container);
      events.add(plan.changes() ? "restart: " + task.why() : "not restarted: it is not to run");
    }
    return carryOut(desired, plan, seen, steps(store(seen.host()), journal, HeldSlot.Gate.OPEN));
  }

  /** Stops it for an operator; the hold has been stored already. */
  Outcome stop(Desired desired, Hold hold) throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    Observation seen = works.sight().observe();
    List<Action> actions = new ArrayList<>();
    Optional<ContainerView> container = seen.container(desired.name()).filter(ContainerView::ours);
    if (container.filter(view -> view.state() != ContainerState.STOPPED).isPresent()) {
      actions.add(new ContainerAction.ReadLastWords(desired.name()));
      actions.add(new ContainerAction.Stop(desired.name(), desired.definition().policy().stopTimeout()));
    }
    events.add(hold.text());
    return carryOut(desired, new DaemonPlan(desired, List.of(), actions, Optional.empty(), List.of()), seen,
        steps(store(seen.host()), journal, HeldSlot.Gate.OPEN));
  }

  /** The journal, after a look at whether the run before came to its end. */
  private Journal journal() throws EngineException {
    Journal journal = new Journal(ports.store().directory());
    tellCutOff(journal);
    return journal;
  }

  private boolean tellCutOff(Journal journal) throws EngineException {
    Optional<String> cutOff = journal.cutOff();
    cutOff.ifPresent(step -> events.add("an earlier run was cut off at: " + step));
    return cutOff.isPresent();
  }

  /** An apt-get that outlived the run that started it goes on: what dpkg says meanwhile is passing. */
  private void awaitIdle(Desired desired) throws EngineException {
    try {
      ports.packages().awaitIdle();
    } catch (AptException e) {
      throw Failures.of(e, desired.definition().origin() + ": cannot begin");
    }
  }

  private Outcome carryOut(Desired desired, DaemonPlan plan, Observation seen, Steps steps)
      throws EngineException {
    tellPending(desired, plan, seen);
    if (plan.changes()) {
      begin(plan);
      hear(through(desired, plan, seen, steps, () -> steps.take(plan, seen.claims())));
    }
    return ended(desired, plan, steps);
  }

  private void tellPending(Desired desired, DaemonPlan plan, Observation seen) {
    plan.pending().ifPresent(events::add);
    if (waits.isEmpty()) {
      waits = seen.host().daemon(desired.name()).hold().filter(hold -> plan.pending().isPresent())
          .map(hold -> hold.standsInTheWayOf(desired.name())).or(plan::pending).orElse("");
    }
  }

  private void begin(DaemonPlan plan) throws EngineException {
    prepare();
    plan.differences().forEach(difference -> events.add(difference.text()));
  }

  private interface Part<T> {
    T take() throws Executor.StepFailed;
  }

  /** Takes a part of the plan's steps; where one fails, does what is right then. */
  private <T> T through(Desired desired, DaemonPlan plan, Observation seen, Steps steps, Part<T> part)
      throws EngineException {
    try {
      return part.take();
    } catch (Executor.StepFailed e) {
      EngineException failure = new Recovery(works, progress, plan, seen, steps).after(e);
      steps.journal().leave();
      note(desired, failure.getMessage());
      throw failure;
    } finally {
      steps.slot().close();
    }
  }

  private void hear(List<LastWords> heard) {
    for (LastWords words : heard) {
      if (!words.cause().isEmpty()) {
        events.add("it had died: " + words.text());
      }
    }
  }

  private Outcome ended(Desired desired, DaemonPlan plan, Steps steps) throws EngineException {
    steps.journal().end();
    if (plan.changes()) {
      ports.packages().prune(Kept.of(steps.store().state()));
      note(desired, task.asked() ? waits : "");
    } else if (task.asked()) {
      note(desired, waits);
    }
    return outcome(desired, plan);
  }

  /** For the daemon's history; that it cannot be written is no reason to fail. */
  private void note(Desired desired, String failure) {
    Deed deed = task.because(String.join("; ", events))
        .done(ports.clock().instant(), desired.revision(), failure);
    try {
      new Deeds(ports.store().directory()).add(desired.name(), deed);
    } catch (IOException e) {
      events.add("cannot write its history: " + e);
    }
  }

  private void prepare() throws EngineException {
    try {
      ports.store().prepare();
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, "cannot make the state store " + ports.store().directory()
          + ": " + Failures.why(e) + "; nothing was changed", "", e);
    }
  }

  private StoreRunner store(HostState state) throws EngineException {
    StoreRunner store = new StoreRunner(ports.store(), ports.clock(), state);
    store.restore();
    return store;
  }

  /** The restart policy protects what works, and nobody has to wait who says so. */
  private HeldSlot.Gate gate(Desired desired, Observation seen, boolean force) {
    DaemonRecord record = seen.host().daemon(desired.name());
    return force || seen.container(desired.name()).filter(record::goesBackFrom).isPresent()
        ? HeldSlot.Gate.OPEN : RestartGate.window(desired.definition().policy(), ports.clock());
  }

  private Steps steps(StoreRunner store, Journal journal, HeldSlot.Gate gate) {
    HeldSlot slot = new HeldSlot(ports.slots(), gate);
    return new Steps(store, journal, slot, state -> new Executor(
        new ContainerRunner(works.sight().containers(), ports.catalogue(), ports.readiness()),
        new PackageRunner(ports.packages(), works.downloads(), progress), state, slot, journal, progress,
        ports.actions()));
  }

  private Outcome outcome(Desired desired, DaemonPlan plan) throws EngineException {
    Observation seen = plan.changes() ? afterwards(desired) : works.sight().last();
    Optional<ContainerView> container = seen.container(desired.name());
    boolean ready = container.filter(view ->
        ports.readiness().ready(view, desired.definition().policy().minUptime())).isPresent();
    return new Outcome(desired.name(), plan.changes(),
        container.map(ContainerView::revision).orElse(""),
        container.map(view -> view.state().word()).orElse("absent"), ready, events, waits);
  }

  /** What was done stays done, whatever keeps us from seeing it. */
  private Observation afterwards(Desired desired) throws EngineException {
    try {
      return works.sight().observe();
    } catch (EngineException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new EngineException(e.fault(), desired.definition().origin() + ": all steps of the plan were taken, and what"
          + " came of them cannot be seen: " + why + "; see: porto-daemon status " + desired.name(), "", e);
    }
  }
}
