package org.puppetporto.engine;

import java.util.Optional;

/** Keeps a daemon as it is meant to be, for doors that were not told what to do but look after it. */
final class Upkeep {
  /** What the store says a daemon is to be. */
  interface Stored {
    Optional<Desired> read(HostState stored) throws EngineException;
  }

  /** How a daemon is kept. */
  enum Manner {
    /** By a declaration: what cannot be done now is remembered. */
    DECLARED,
    /** As it is stored, and waited for until it is ready. */
    AWAITED,
    /** As it is stored, without keeping others from the lock for longer than is needed. */
    UNAWAITED
  }

  private final Works works;

  Upkeep(Works works) {
    this.works = works;
  }

  /**
   * Brings a daemon to what is wanted once the host lock is held.
   *
   * @return empty when nothing is wanted any more
   */
  Optional<Outcome> keep(String name, Task task, Manner manner, Progress progress, Stored wanted)
      throws EngineException {
    try (HostLock.Held held = works.ports().lock().take("keeping " + name)) {
      HostState state = works.ports().store().read();
      Optional<Desired> desired = wanted.read(state);
      if (desired.isEmpty()) {
        return Optional.empty();
      }
      Execution execution = new Execution(works, progress, task);
      // Forgotten afterwards, so that the next time it does not count beside what others have declared since.
      works.sight().declare(desired.get());
      try {
        return Optional.of(kept(execution, manner, state.daemon(name), desired.get()));
      } finally {
        works.sight().forget(name);
      }
    }
  }

  /** Keeps all daemons at once, each as it is stored. */
  Boot boot(Definitions definitions, Task task, Boot.Alone alone) {
    return new Boot(works, definitions, task, alone);
  }

  private static Outcome kept(Execution execution, Manner manner, DaemonRecord record, Desired desired)
      throws EngineException {
    switch (manner) {
      case AWAITED:
        return execution.runStored(desired, false);
      case DECLARED:
        return settled(record, desired) ? execution.keep(desired) : execution.run(desired);
      default:
        return execution.keep(desired);
    }
  }

  /** Whether it is what the daemon was brought to last, with nothing else waiting. */
  private static boolean settled(DaemonRecord record, Desired desired) {
    return record.pending().isEmpty()
        && record.current().filter(current -> current.id().equals(desired.revision())).isPresent();
  }
}
