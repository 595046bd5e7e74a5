package org.puppetporto.engine;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionException;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.RenderedSpec;
import org.puppetporto.spec.property.ChangeKind;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;

/** A host on which daemons run exactly as declared, and what is declared: without Porto, dpkg or files. */
public final class ConvergedHost {
  /** Limits and the like that an observation asks of every container, declared or not. */
  private static final List<String> UNDECLARED = List.of("memory_guarantee", "cpu_guarantee", "io_limit",
      "io_ops_limit", "thread_limit", "net_limit", "net_guarantee", "cpu_weight", "io_weight", "recharge_on_pgfault",
      "anon_limit", "dirty_limit", "hugetlb_limit", "aging_time", "max_respawns", "respawn_delay");

  private final PropertyCatalogue catalogue = PropertyCatalogue.standard();
  private final List<Desired> desired = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Readings.Maker readings = new Readings.Maker();
  private final Observation seen;

  public ConvergedHost(int daemons) throws DefinitionException {
    DefinitionReader reader = new DefinitionReader(catalogue);
    SortedMap<String, DaemonRecord> records = new TreeMap<>();
    Map<String, ContainerView> containers = new HashMap<>();
    Map<String, InstalledPackage> packages = new HashMap<>();
    Map<String, String> undeclared = undeclared();
    for (int i = 0; i < daemons; i++) {
      Definition definition = reader.read(document(i, "64Mb"), "bench");
      Desired one = new Desired(definition, RenderedSpec.of(definition, new byte[0]).revision());
      desired.add(one);
      RevisionRecord revision = new RevisionRecord(one.revision(), RevisionStatus.CURRENT, Instant.EPOCH, "bench",
          DefinitionDocument.of(definition), definition.packages());
      records.put(one.name(),
          new DaemonRecord(one.name(), List.of(revision), Optional.empty(), Optional.empty(), 0));
      containers.put(one.name(), view(one, undeclared));
      definition.packages().forEach((name, version) ->
          packages.put(name, new InstalledPackage(name, version, "install", "ok", "installed", false)));
    }
    HostState host = new HostState(records, new TreeSet<>(), new TreeSet<>(packages.keySet()), new TreeMap<>(),
        Lost.NOTHING, List.of());
    seen = new Observation(ZonedDateTime.now(), containers, abilities(undeclared), Map.of(), new DpkgStatus(packages),
        host, Claims.of(host, desired));
  }

  /** A definition's document, as the bridge carries it. */
  public static Map<String, Object> document(int number, String memoryLimit) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("cmd", List.of("/bin/sleep", "1000000"));
    properties.put("virt_mode", "host");
    properties.put("isolate", false);
    properties.put("user", "nobody");
    properties.put("group", "nogroup");
    properties.put("env", Map.of("LANG", "C", "ROLE", "bench"));
    properties.put("memory_limit", memoryLimit);
    properties.put("cpu_limit", "1c");
    properties.put("ulimit", Map.of("nofile", "1024 4096"));
    Map<String, Object> meta = Map.of("kind", "PortoDaemon", "name", "bench-" + number, "version", "1");
    Map<String, Object> spec = Map.of("properties", properties, "packages", Map.of("package-" + number, "1.2-3"));
    return Map.of("ensure", "running", "meta", meta, "spec", spec);
  }

  public PropertyCatalogue catalogue() {
    return catalogue;
  }

  public List<Desired> desired() {
    return desired;
  }

  public Observation seen() {
    return seen;
  }

  private Map<String, String> undeclared() {
    Map<String, String> values = new HashMap<>();
    for (String name : UNDECLARED) {
      catalogue.find(name).filter(known -> known.change() != ChangeKind.RESTART)
          .flatMap(PropertyDescriptor::settableDefault).ifPresent(text -> values.put(name, text));
    }
    return values;
  }

  /** The container as portod reads it back: in the text form that it was sent. */
  private ContainerView view(Desired one, Map<String, String> undeclared) {
    Map<String, String> values = new HashMap<>(undeclared);
    one.definition().properties().forEach((name, value) ->
        values.put(name, readBack(catalogue.find(name).orElseThrow().wire(value))));
    values.put("state", "running");
    values.put("weak", "false");
    values.put("respawn", "true");
    values.put("anon_usage", "0");
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put(Labels.DAEMON, one.name());
    labels.put(Labels.REVISION, one.revision());
    values.forEach(readings::add);
    return new ContainerView(one.name(), ContainerState.RUNNING, labels, readings.made());
  }

  /** What is read of an answer is never the text that was sent, but is made only once of equal ones. */
  private String readBack(String sent) {
    return texts.computeIfAbsent(sent, text -> new String(text.toCharArray()));
  }

  private Map<String, PropertyInfo> abilities(Map<String, String> undeclared) {
    Map<String, PropertyInfo> abilities = new HashMap<>();
    List<String> names = new ArrayList<>(undeclared.keySet());
    names.addAll(desired.get(0).definition().properties().keySet());
    names.addAll(List.of("private", "respawn", "labels", "weak", "env_secret"));
    for (String name : names) {
      String base = PropertyDiff.base(name);
      boolean dynamic = catalogue.find(base).filter(known -> known.change() != ChangeKind.RESTART).isPresent();
      abilities.put(base, new PropertyInfo(base, "", false, dynamic));
    }
    return abilities;
  }
}
