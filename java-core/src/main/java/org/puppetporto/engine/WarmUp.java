package org.puppetporto.engine;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionException;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.RenderedSpec;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * Plans an invented daemon by invented observations, so that the classes and tables that plans need are there
 * when the first one is asked for. Nothing is read, asked or kept.
 */
public final class WarmUp {
  private static final String NAME = "warm-up";
  private static final Map<String, Object> DOCUMENT = Map.of(
      "meta", Map.of("kind", "PortoDaemon", "name", NAME, "version", "1"),
      "spec", Map.of(
          "properties", Map.of("cmd", List.of("/bin/true", "-v"), "user", "nobody", "group", "nogroup",
              "isolate", "false", "memory_limit", "1Gb", "cpu_limit", "1c", "env", Map.of("A", "b"),
              "ulimit", "nofile: 1024 1024"),
          "packages", List.of(Map.of("name", NAME, "version", "1"))));

  private WarmUp() {}

  /** Plans of a daemon that is not there yet, and of one that is as declared. */
  public static List<DaemonPlan> plans() {
    PropertyCatalogue catalogue = PropertyCatalogue.standard();
    try {
      Definition definition = new DefinitionReader(catalogue).read(DOCUMENT, NAME);
      Desired desired = new Desired(definition, RenderedSpec.of(definition, new byte[0]).revision());
      Planner planner = new Planner(catalogue);
      return List.of(planner.plan(desired, nothing(catalogue), false),
          planner.plan(desired, asDeclared(desired, catalogue), false));
    } catch (DefinitionException | EngineException e) {
      throw new IllegalStateException("the invented daemon was refused: " + e.getMessage(), e);
    }
  }

  private static Observation nothing(PropertyCatalogue catalogue) {
    return seen(catalogue, Map.of(), Map.of());
  }

  private static Observation asDeclared(Desired desired, PropertyCatalogue catalogue) {
    Map<String, String> values = new TreeMap<>(Map.of("respawn", "true"));
    desired.definition().properties().forEach((name, value) ->
        catalogue.find(name).ifPresent(property -> values.put(name, property.wire(value))));
    Map<String, String> labels = Map.of(Labels.DAEMON, NAME, Labels.REVISION, desired.revision());
    ContainerView view = new ContainerView(NAME, ContainerState.RUNNING, new TreeMap<>(labels), values);
    return seen(catalogue, Map.of(NAME, view),
        Map.of(NAME, new InstalledPackage(NAME, "1", "install", "ok", "installed", false)));
  }

  private static Observation seen(PropertyCatalogue catalogue, Map<String, ContainerView> containers,
      Map<String, InstalledPackage> packages) {
    Map<String, PropertyInfo> abilities = catalogue.names().stream()
        .map(name -> new PropertyInfo(name, "", false, false))
        .collect(Collectors.toMap(PropertyInfo::name, Function.identity()));
    return new Observation(ZonedDateTime.now(), containers, abilities, Map.of(), new DpkgStatus(packages),
        HostState.EMPTY, Claims.of(HostState.EMPTY, List.of()));
  }
}
