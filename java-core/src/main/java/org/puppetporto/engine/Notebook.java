package org.puppetporto.engine;

import java.util.Collection;
import java.util.LinkedHashMap;
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

  /** Which plans, made by the last observation, leave a changed definition for later. */
  void waiting(Collection<DaemonPlan> plans, Sight sight) throws EngineException {
    Map<Desired, DaemonPlan> news = new LinkedHashMap<>();
    for (DaemonPlan plan : plans) {
      Desired desired = sight.declared(plan.name()).orElseThrow();
      DaemonRecord record = sight.last().host().daemon(plan.name());
      if (Waiting.noted(desired, plan, record, ports.clock().instant()).isPresent()) {
        news.put(desired, plan);
      }
    }
    if (!news.isEmpty()) {
      store(news);
    }
  }

  private void store(Map<Desired, DaemonPlan> plans) throws EngineException {
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
