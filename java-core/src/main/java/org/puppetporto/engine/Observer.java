package org.puppetporto.engine;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.PackageManager;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.PropertyResult;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * Reads everything about all daemons at once: one batch request to Porto (after a small one that finds
 * our labels), one read of dpkg's status, the store. An unreachable portod is an error, never "absent".
 */
final class Observer {
  /** Asked of every container, whatever is declared. */
  private static final List<String> ALWAYS = List.of("state", "labels", "private", "weak", "respawn",
      "env_secret", "anon_usage", "time", "root_pid", "start_error");

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
   *     observed as well, since they claim packages
   * @param more properties to ask as well, as far as this portod knows them
   */
  Observation observe(Collection<Desired> declared, Set<String> more)
      throws PortoException, AptException, EngineException {
    HostState host = store.read();
    Set<String> names = new TreeSet<>(host.daemons().keySet());
    Set<String> properties = new TreeSet<>(ALWAYS);
    for (Desired desired : declared) {
      names.add(desired.name());
      properties.addAll(desired.definition().properties().keySet());
    }
    for (DaemonRecord record : host.daemons().values()) {
      for (RevisionRecord revision : record.revisions()) {
        properties.addAll(DefinitionDocument.properties(revision.document()).keySet());
      }
    }
    names.addAll(labelled());
    more.stream().filter(abilities()::containsKey).forEach(properties::add);
    Map<String, ContainerView> views = new HashMap<>();
    if (!names.isEmpty()) {
      containers.get(names, properties, false).forEach((name, results) -> {
        if (exists(results)) {
          views.put(name, view(name, results));
        }
      });
      addExplicit(views);
    }
    HostState known = Rebuild.of(host, views.values());
    return new Observation(ZonedDateTime.now(clock), views, abilities(), packages.status(), known,
        Claims.of(known, declared));
  }

  /** Asks what was set explicitly on our containers, so that edits by hand of undeclared limits are seen. */
  private void addExplicit(Map<String, ContainerView> views) throws PortoException {
    List<String> ours = views.values().stream().filter(ContainerView::ours).map(ContainerView::name).toList();
    if (ours.isEmpty()) {
      return;
    }
    Set<String> asked = PropertyDiff.resettable(catalogue, abilities());
    containers.get(ours, asked, true).forEach((name, results) -> {
      ContainerView view = views.get(name);
      Map<String, String> values = new HashMap<>(view.values());
      Set<String> explicit = new TreeSet<>();
      results.forEach((property, result) -> {
        if (result.ok()) {
          explicit.add(property);
          values.put(property, result.value());
        }
      });
      views.put(name, new ContainerView(name, view.state(), view.labels(), values, explicit));
    });
  }

  /** Names of containers that carry our label for their own name. */
  private Collection<String> labelled() throws PortoException {
    List<String> names = new ArrayList<>();
    containers.get(List.of("***"), List.of("labels"), false).forEach((name, results) -> {
      PropertyResult labels = results.get("labels");
      if (labels != null && labels.ok() && name.equals(Labels.parse(labels.value()).get(Labels.DAEMON))) {
        names.add(name);
      }
    });
    return names;
  }

  private static boolean exists(Map<String, PropertyResult> results) {
    PropertyResult state = results.get("state");
    return state != null && state.error() != ErrorCode.CONTAINER_DOES_NOT_EXIST;
  }

  private static ContainerView view(String name, Map<String, PropertyResult> results) {
    Map<String, String> values = new HashMap<>();
    results.forEach((property, result) -> {
      if (result.ok()) {
        values.put(property, result.value());
      }
    });
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
