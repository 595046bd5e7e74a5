package org.puppetporto.engine;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What people ask of a host by hand: hold, stop, start, restart, retry, boot. */
public final class Operator {
  private final Engine engine;
  private final Upkeep upkeep;
  private final Ports ports;
  private final Definitions definitions;
  private final Deeds deeds;

  Operator(Engine engine, Upkeep upkeep, Ports ports, Definitions definitions) {
    this.engine = engine;
    this.upkeep = upkeep;
    this.ports = ports;
    this.definitions = definitions;
    this.deeds = new Deeds(ports.store().directory());
  }

  /**
   * Applies the stored CURRENT revisions, so that daemons return after a reboot without Puppet. One that
   * fails does not keep the others down. All are started before one is waited for, under one lock; those that
   * need apt or a slot follow, one after the other.
   *
   * @throws EngineException when the store cannot be read or the host is locked
   */
  public List<Booted> boot(Progress progress) throws EngineException {
    return upkeep.boot(definitions, new Task("boot", engine.who(), ""),
        name -> keep(name, "boot", Upkeep.Manner.AWAITED, progress)).all(progress);
  }

  /**
   * Brings a daemon back to its stored CURRENT revision; see {@link Engine#keep}. Returns once it is started,
   * unless its packages had to be changed.
   *
   * @param what what this is called in the daemon's history
   * @return empty when it has none any more
   * @throws EngineException also when only its packages are known
   */
  public Optional<Outcome> keep(String name, String what, Progress progress) throws EngineException {
    return keep(name, what, Upkeep.Manner.UNAWAITED, progress);
  }

  private Optional<Outcome> keep(String name, String what, Upkeep.Manner manner, Progress progress)
      throws EngineException {
    return upkeep.keep(name, new Task(what, engine.who(), ""), manner, progress,
        state -> definitions.toKeep(state.daemon(name)));
  }

  /** As {@link #keep}, for a changed definition that waited, and need not any longer. */
  public Optional<Outcome> keepWaiting(String name, String what, Progress progress) throws EngineException {
    return upkeep.keep(name, new Task(what, engine.who(), ""), Upkeep.Manner.DECLARED, progress,
        state -> definitions.pending(state.daemon(name)));
  }

  /**
   * Leaves a daemon alone, lastingly, until {@link #release}; only {@code absent} and {@code purged} beat it.
   *
   * @throws EngineException {@link Fault#REFUSED} where it is stopped by an operator, which already does so
   */
  public void maintain(String name, String who, String why) throws EngineException {
    change("holding " + name, name,
        record -> unlessStopped(record)
            .withHold(Optional.of(new Hold(Hold.Kind.MAINTENANCE, who, why, ports.clock().instant()))),
        Optional.of(new Task("maintenance on", who, why)));
  }

  /**
   * Ends maintenance; the next run brings the daemon back to its definition.
   *
   * @throws EngineException {@link Fault#REFUSED} where it is stopped by an operator, which {@link #start} ends
   */
  public void release(String name) throws EngineException {
    change("releasing " + name, name, record -> unlessStopped(record).withHold(Optional.empty()),
        Optional.of(new Task("maintenance off", engine.who(), "")));
  }

  /** Maintenance neither replaces nor ends what somebody has stopped until they say start. */
  private static DaemonRecord unlessStopped(DaemonRecord record) throws EngineException {
    Optional<Hold> stopped = record.hold().filter(hold -> hold.kind() == Hold.Kind.STOPPED);
    if (stopped.isPresent()) {
      throw new EngineException(Fault.REFUSED, record.name() + " is "
          + stopped.get().standsInTheWayOf(record.name()));
    }
    return record;
  }

  /** Forgets that revisions of a daemon failed, so that the next run tries again. */
  public void retry(String name) throws EngineException {
    change("clearing failures of " + name, name, record -> record.restate(
        RevisionStatus.FAILED, RevisionStatus.REMOVED, ports.clock().instant(), "to be tried again"),
        Optional.empty());
  }

  /** Forgets that revisions of a daemon failed, and tries the newest of them again. */
  public Outcome retry(String name, String why, Progress progress) throws EngineException {
    Optional<RevisionRecord> failed = ports.store().read().daemon(name).revisions().stream()
        .filter(revision -> revision.status() == RevisionStatus.FAILED).findFirst();
    Desired desired = definitions.stored(failed).orElseThrow(() -> new EngineException(Fault.REFUSED,
        "no revision of " + name + " has failed; see: porto-daemon history " + name));
    retry(name);
    return engine.executeStored(desired, "retry", why, false, progress);
  }

  private interface Change {
    DaemonRecord of(DaemonRecord record) throws EngineException;
  }

  /** @param task noted in the daemon's history; empty when an execution follows, which does so */
  private void change(String purpose, String name, Change change, Optional<Task> task) throws EngineException {
    try (HostLock.Held held = ports.lock().take(purpose)) {
      HostState state = ports.store().read();
      DaemonRecord record = Definitions.known(state, name);
      new StoreRunner(ports.store(), ports.clock(), state).save(change.of(record));
      if (task.isPresent()) {
        deeds.add(name, task.get().done(ports.clock().instant(), "", ""));
      }
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, purpose + " is done, but its history cannot be"
          + " written: " + e + "; check space and permissions of the state store", "", e);
    }
  }

  /** Who did what to a daemon, oldest first. */
  public List<Deed> history(String name) {
    return deeds.read(name);
  }

  /** Stops a daemon and keeps it stopped, whatever is declared, until {@link #start}; maintenance goes on. */
  public Outcome stop(String name, String who, String why, Progress progress) throws EngineException {
    Desired desired = definitions.current(name);
    Hold hold = new Hold(Hold.Kind.STOPPED, who, why, ports.clock().instant());
    change("stopping " + name, name, record -> record.withHold(record.hold()
        .filter(known -> known.kind() == Hold.Kind.MAINTENANCE).or(() -> Optional.of(hold))), Optional.empty());
    try (HostLock.Held held = ports.lock().take("stopping " + name)) {
      Hold stored = ports.store().read().daemon(name).hold().orElse(hold);
      return engine.execution(progress, new Task("stop", who, why)).stop(desired, stored);
    }
  }

  /** Ends an operator's stop, but not maintenance, and brings the daemon back to its stored definition. */
  public Outcome start(String name, String why, Progress progress) throws EngineException {
    Desired desired = definitions.current(name);
    change("starting " + name, name, record -> record.hold()
        .filter(hold -> hold.kind() == Hold.Kind.STOPPED).isPresent()
        ? record.withHold(Optional.empty()) : record, Optional.empty());
    return engine.executeStored(desired, "start", why, false, progress);
  }

  /**
   * Brings a daemon to its newest definition now, whatever its restart policy says; unlike {@link #restart} it
   * does nothing where nothing differs, and restarts only what needs it.
   */
  public Outcome update(String name, String why, Progress progress) throws EngineException {
    return engine.executeStored(definitions.latest(name), "update", why, true, progress);
  }

  /**
   * Brings a daemon back to the revision before its CURRENT one, which is remembered as FAILED: no run brings it
   * again until the definition changes or somebody says {@link #retry}. One that is cut off is finished by the
   * next run; one that fails leaves the daemon on the revision that it was to leave.
   *
   * @throws EngineException {@link Fault#REFUSED} where there is none to go back to
   */
  public Outcome rollback(String name, String why, Progress progress) throws EngineException {
    try (HostLock.Held held = ports.lock().take("rolling back " + name)) {
      RevisionRecord older = Leaving.back(Definitions.known(ports.store().read(), name));
      Desired back = definitions.stored(Optional.of(older)).orElseThrow();
      engine.declare(back);
      return engine.execution(progress, new Task("rollback", engine.who(), why)).rollBack(back);
    }
  }

  /** Restarts a daemon on its stored definition; see {@link Engine#restart}. */
  public Outcome restart(String name, String reason, Progress progress) throws EngineException {
    return engine.restart(name, reason, progress);
  }

  /** Everything the store knows, without asking Porto. */
  public HostState stored() throws EngineException {
    return ports.store().read();
  }
}
