package org.puppetporto.engine;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.apt.PackageManager;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.PropertyResult;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * Reads everything about all daemons at once: one request to Porto, whatever the number of containers, one
 * read of dpkg's status, the store. An unreachable portod is an error, never "absent".
 */
final class Observer {
  /** Asked of every container, whatever is declared. */
  private static final List<String> ALWAYS = List.of("state", "labels", "private", "weak", "respawn",
      "env_secret", "anon_usage", "time", "root_pid", "start_error");

  /** Every container of the first level, where daemons are: no name of a daemon has a slash. */
  private static final String FIRST_LEVEL = "*";
  /** The host's own container; it tells what this portod was configured to give to those below it. */
  private static final String HOST = "/";

  private final Containers containers;
  private final PackageManager packages;
  private final StateStore store;
  private final Clock clock;
  private final PropertyCatalogue catalogue;
  private Map<String, PropertyInfo> abilities;

  Observer(Containers containers, PackageManager packages, StateStore store, Clock clock,
      PropertyCatalogue catalogue) {
    this.containers = containers;
    this.packages = packages;
    this.store = store;
    this.clock = clock;
    this.catalogue = catalogue;
  }

  /**
   * Takes an observation.
   *
   * @param declared daemons that are about to be planned; those that only the store or a label knows are
   *     observed as well, since they claim packages: that is why every container is asked
   * @param more properties to ask as well, as far as this portod knows them
   */
  Observation observe(Collection<Desired> declared, Set<String> more)
      throws PortoException, AptException, EngineException {
    HostState host = store.read();
    Set<String> properties = new TreeSet<>(ALWAYS);
    for (Desired desired : declared) {
      properties.addAll(desired.definition().properties().keySet());
    }
    for (DaemonRecord record : host.daemons().values()) {
      for (RevisionRecord revision : record.revisions()) {
        properties.addAll(DefinitionDocument.propertyNames(revision.document()));
      }
    }
    properties.addAll(PropertyDiff.resettable(catalogue, abilities()));
    more.stream().filter(abilities()::containsKey).forEach(properties::add);
    Set<String> names = new TreeSet<>(host.daemons().keySet());
    declared.forEach(desired -> names.add(desired.name()));
    Map<String, ContainerView> views = new HashMap<>();
    Map<String, String> defaults = new HashMap<>();
    Readings.Maker readings = new Readings.Maker();
    containers.get(List.of(FIRST_LEVEL, HOST), properties, false).forEach((name, results) -> {
      ContainerView view = view(name, results, readings);
      if (name.equals(HOST)) {
        defaults.putAll(HostDefaults.of(view.values()));
      } else if (names.contains(name) || view.ours()) {
        views.put(name, view);
      }
    });
    HostState known = Rebuild.of(host, views.values());
    return new Observation(ZonedDateTime.now(clock), views, abilities(), defaults, packages.status(), known,
        Claims.of(known, declared));
  }

  /**
   * Containers and the store alone, for whoever tells only what state daemons are in: nothing can be planned by
   * it, since it knows neither packages nor what portod can do.
   */
  Observation glance() throws PortoException, EngineException {
    HostState host = store.read();
    Map<String, ContainerView> views = new HashMap<>();
    Readings.Maker readings = new Readings.Maker();
    containers.get(List.of(FIRST_LEVEL), ALWAYS, false).forEach((name, results) -> {
      ContainerView view = view(name, results, readings);
      if (host.daemons().containsKey(name) || view.ours()) {
        views.put(name, view);
      }
    });
    HostState known = Rebuild.of(host, views.values());
    return new Observation(ZonedDateTime.now(clock), views, Map.of(), Map.of(), new DpkgStatus(Map.of()), known,
        Claims.of(HostState.EMPTY, List.of()));
  }

  /** Reads ahead what the next observation needs and what does not change by itself. */
  void prepare() throws PortoException, AptException {
    packages.status();
    abilities();
  }

  private static ContainerView view(
      String name, Map<String, PropertyResult> results, Readings.Maker readings) {
    for (Map.Entry<String, PropertyResult> entry : results.entrySet()) {
      if (entry.getValue().ok()) {
        readings.add(entry.getKey(), entry.getValue().value());
      }
    }
    Readings values = readings.made();
    return new ContainerView(name, ContainerState.of(values.getOrDefault("state", "")),
        Labels.parse(values.getOrDefault("labels", "")), values);
  }

  private Map<String, PropertyInfo> abilities() throws PortoException {
    if (abilities == null) {
      SortedMap<String, PropertyInfo> all = new TreeMap<>();
      for (PropertyInfo info : containers.properties()) {
        all.put(info.name(), info);
      }
      abilities = all;
    }
    return abilities;
  }
}
