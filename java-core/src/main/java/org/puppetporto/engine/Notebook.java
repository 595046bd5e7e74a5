package org.puppetporto.engine;

import java.util.Map;
import java.util.SortedMap;

/**
 * Stores what a run has learnt without executing anything. Waits for no one: what another run that holds the
 * lock keeps from being stored, the next one stores.
 */
final class Notebook {
  private final Ports ports;

  Notebook(Ports ports) {
    this.ports = ports;
  }

  /** Which plans leave a changed definition for later. */
  void waiting(Map<Desired, DaemonPlan> plans) throws EngineException {
    if (plans.isEmpty()) {
      return;
    }
    try (HostLock.Held held = ports.lock().tryTake("storing what waits").orElse(null)) {
      if (held != null) {
        StoreRunner store = store();
        for (Map.Entry<Desired, DaemonPlan> entry : plans.entrySet()) {
          store.note(entry.getKey(), entry.getValue());
        }
      }
    }
  }

  /** The packages that the catalog itself manages, for the doors that see no catalog. */
  void claims(SortedMap<String, String> claims) throws EngineException {
    if (claims.equals(ports.store().read().catalog())) {
      return;
    }
    try (HostLock.Held held = ports.lock().tryTake("storing the catalog's packages").orElse(null)) {
      if (held != null) {
        store().claims(claims);
      }
    }
  }

  private StoreRunner store() throws EngineException {
    return new StoreRunner(ports.store(), ports.clock(), ports.store().read());
  }
}
