package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Brings all daemons back after a reboot. All are started before any is waited for: waiting for each in its turn,
 * the last of many would come back minutes late.
 */
final class Boot {
  /** Does one daemon alone, under the lock of its own, as it is done at any other time. */
  interface Alone {
    Optional<Outcome> keep(String daemon) throws EngineException;
  }

  private record Begun(String name, Desired desired, Execution.Started started) {}

  private final Works works;
  private final Definitions definitions;
  private final Task task;
  private final Alone alone;
  private final SortedMap<String, Booted> results = new TreeMap<>();
  /** Those that need apt or a slot, for which nobody else has to wait. */
  private final List<String> later = new ArrayList<>();

  Boot(Works works, Definitions definitions, Task task, Alone alone) {
    this.works = works;
    this.definitions = definitions;
    this.task = task;
    this.alone = alone;
  }

  /** What became of each daemon, by name. */
  List<Booted> all(Progress progress) throws EngineException {
    try (HostLock.Held held = works.ports().lock().take("bringing daemons back after a boot")) {
      for (Begun begun : start(progress)) {
        result(begun.name(), () -> Optional.of(declared(begun.desired(), begun.started()::finish)));
      }
    }
    for (String name : later) {
      result(name, () -> alone.keep(name));
    }
    return List.copyOf(results.values());
  }

  /** Those that were started and have to get ready. */
  private List<Begun> start(Progress progress) throws EngineException {
    Journal journal = new Journal(works.ports().store().directory());
    List<Begun> begun = new ArrayList<>();
    for (DaemonRecord record : works.ports().store().read().daemons().values()) {
      if (record.current().isPresent()) {
        try {
          start(record, new Execution(works, progress, task), journal.beside(), begun);
        } catch (EngineException e) {
          failed(record.name(), e);
        }
      }
    }
    return begun;
  }

  private void start(DaemonRecord record, Execution execution, Journal journal, List<Begun> begun)
      throws EngineException {
    String name = record.name();
    Desired desired = definitions.toKeep(record).orElseThrow();
    Optional<Execution.Started> started = declared(desired, () -> execution.startStored(desired, journal));
    if (started.isEmpty()) {
      later.add(name);
    } else if (started.get().waits()) {
      begun.add(new Begun(name, desired, started.get()));
    } else {
      Outcome outcome = started.get().finish();
      results.put(name, new Booted(name, Optional.of(outcome), Optional.empty()));
    }
  }

  private interface Doing<T> {
    T run() throws EngineException;
  }

  /** Forgotten afterwards, so that the next time it does not count beside what others have declared since. */
  private <T> T declared(Desired desired, Doing<T> doing) throws EngineException {
    works.sight().declare(desired);
    try {
      return doing.run();
    } finally {
      works.sight().forget(desired.name());
    }
  }

  private void result(String name, Doing<Optional<Outcome>> doing) {
    try {
      results.put(name, new Booted(name, doing.run(), Optional.empty()));
    } catch (EngineException e) {
      failed(name, e);
    }
  }

  private void failed(String name, EngineException failure) {
    results.put(name, new Booted(name, Optional.empty(), Optional.of(failure)));
  }
}
