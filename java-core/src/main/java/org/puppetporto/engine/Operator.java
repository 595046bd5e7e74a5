package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.spec.Definition;

/** What people ask of a host by hand: hold, stop, start, restart, retry, boot. */
public final class Operator {
  private final Engine engine;
  private final Ports ports;
  private final Definitions definitions;

  Operator(Engine engine, Ports ports, Definitions definitions) {
    this.engine = engine;
    this.ports = ports;
    this.definitions = definitions;
  }

  /**
   * Applies the stored CURRENT revisions, so that daemons return after a reboot without Puppet. One that
   * fails does not keep the others down.
   */
  public List<Booted> boot(Progress progress) throws EngineException {
    List<Booted> results = new ArrayList<>();
    for (DaemonRecord record : ports.store().read().daemons().values()) {
      if (record.current().isPresent()) {
        results.add(boot(record, progress));
      }
    }
    return results;
  }

  private Booted boot(DaemonRecord record, Progress progress) {
    try {
      Optional<Desired> current = definitions.stored(record.current());
      if (current.isEmpty()) {
        throw new EngineException(Fault.REFUSED, record.name()
            + ": its definition was lost with the state store; run Puppet, or apply its file");
      }
      Outcome outcome = engine.execute(current.get().definition(), progress);
      return new Booted(record.name(), Optional.of(outcome), Optional.empty());
    } catch (EngineException e) {
      return new Booted(record.name(), Optional.empty(), Optional.of(e));
    }
  }

  /** Leaves a daemon alone, lastingly, until {@link #release}; only {@code absent} and {@code purged} beat it. */
  public void maintain(String name, String who, String why) throws EngineException {
    change("holding " + name, name,
        record -> record.withHold(Optional.of(new Hold(Hold.Kind.MAINTENANCE, who, why, ports.clock().instant()))));
  }

  /** Ends maintenance, or an operator's stop; the next run brings the daemon back to its definition. */
  public void release(String name) throws EngineException {
    change("releasing " + name, name, record -> record.withHold(Optional.empty()));
  }

  /** Forgets that revisions of a daemon failed, so that the next run tries again. */
  public void retry(String name) throws EngineException {
    change("clearing failures of " + name, name, record -> record.restate(
        RevisionStatus.FAILED, RevisionStatus.REMOVED, ports.clock().instant(), "to be tried again"));
  }

  private interface Change {
    DaemonRecord of(DaemonRecord record);
  }

  private void change(String purpose, String name, Change change) throws EngineException {
    try (HostLock.Held held = ports.lock().take(purpose)) {
      HostState state = ports.store().read();
      DaemonRecord record = Definitions.known(state, name);
      new StoreRunner(ports.store(), ports.clock(), state).save(change.of(record));
    }
  }

  /** Stops a daemon and keeps it stopped, whatever is declared, until {@link #start}. */
  public Outcome stop(String name, String who, String why, Progress progress) throws EngineException {
    Desired desired = definitions.current(name);
    Hold hold = new Hold(Hold.Kind.STOPPED, who, why, ports.clock().instant());
    change("stopping " + name, name, record -> record.withHold(Optional.of(hold)));
    try (HostLock.Held held = ports.lock().take("stopping " + name)) {
      return engine.execution(progress).stop(desired, hold);
    }
  }

  /** Ends an operator's stop and brings the daemon back to its stored definition. */
  public Outcome start(String name, Progress progress) throws EngineException {
    Definition definition = definitions.current(name).definition();
    release(name);
    return engine.execute(definition, progress);
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
