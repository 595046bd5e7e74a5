package org.puppetporto.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.DebArchitecture;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;

/** What one door knows: what was declared through it, and what the host looked like last. */
final class Sight implements AutoCloseable {
  private final Ports ports;
  private final Map<String, Desired> declared = new LinkedHashMap<>();
  private Optional<SortedMap<String, String>> catalog = Optional.empty();
  private Containers containers;
  private Observer observer;
  private Observation last;

  Sight(Ports ports) {
    this.ports = ports;
  }

  /** From now on its claims on packages count for the others. */
  void declare(Desired desired) {
    declared.put(desired.name(), desired);
  }

  void forget(String name) {
    declared.remove(name);
  }

  void forgetAll() {
    declared.clear();
  }

  Optional<Desired> declared(String name) {
    return Optional.ofNullable(declared.get(name));
  }

  /** The packages that the catalog manages itself. */
  void claim(Map<String, String> packages) {
    SortedMap<String, String> claims = new TreeMap<>();
    packages.forEach((name, version) -> claims.put(DebArchitecture.withoutOwn(name), version));
    catalog = Optional.of(claims);
  }

  /** Empty when this door was told of no catalog. */
  Optional<SortedMap<String, String>> catalog() {
    return catalog;
  }

  /** Reads Porto, dpkg and the store. */
  Observation observe() throws EngineException {
    return observe(Set.of());
  }

  /** As {@link #observe()}, with more properties of each container. */
  Observation observe(Set<String> properties) throws EngineException {
    try {
      Observation seen = observer().observe(declared.values(), properties);
      last = seen;
      if (catalog.isPresent() && !catalog.get().equals(seen.host().catalog())) {
        HostState host = seen.host().withCatalog(catalog.get());
        last = new Observation(seen.at(), seen.containers(), seen.abilities(), seen.defaults(), seen.packages(),
            host, Claims.of(host, declared.values()));
      }
      return last;
    } catch (PortoException | AptException e) {
      throw Failures.of(e, "cannot observe");
    }
  }

  /** Containers and the store alone; it is no observation that anything could be planned by. */
  Observation glance() throws EngineException {
    try {
      return observer().glance();
    } catch (PortoException e) {
      throw Failures.of(e, "cannot observe");
    }
  }

  /** Reads the store and dpkg's status ahead, and leaves Porto in peace. */
  void readFiles() {
    try {
      ports.store().read();
      ports.packages().status();
    } catch (EngineException | AptException e) {
      // The observation says so.
    }
  }

  /** Reads ahead; what fails here fails in the observation again, where somebody is told. */
  void prepare() {
    try {
      observer().prepare();
    } catch (PortoException | AptException e) {
      // The observation says so.
    }
  }

  /** The last observation; null before the first one. */
  Observation last() {
    return last;
  }

  Containers containers() {
    if (containers == null) {
      containers = ports.containers().get();
    }
    return containers;
  }

  private Observer observer() {
    if (observer == null) {
      observer = new Observer(
          containers(), ports.packages(), ports.store(), ports.clock(), ports.catalogue());
    }
    return observer;
  }

  @Override
  public void close() {
    if (containers != null) {
      containers.close();
    }
  }
}
