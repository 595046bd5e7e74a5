package org.puppetporto.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.spec.property.Natives;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyValue;

/**
 * Reads and validates definitions. There are two forms: the document with {@code meta} and
 * {@code spec}, and the flat short form that Hiera and the Puppet type use. Every problem of a
 * definition is reported at once.
 */
public final class DefinitionReader {
  private static final String KIND = "PortoDaemon";
  private static final Set<String> FILE = Set.of("meta", "spec", "ensure");
  private static final Set<String> DOCUMENT = Set.of("meta", "spec", "ensure", "origin");
  private static final Set<String> META = Set.of("kind", "version", "name", "delete_requested");
  private static final Set<String> SPEC = Set.of("properties", "packages", "env_secret", "policy", "health");
  private static final Set<String> FLAT = flatKeys();
  private static final int MAX_VERSION = 256;

  private final PropertiesReader properties;
  private final PropertyCatalogue catalogue;

  public DefinitionReader(PropertyCatalogue catalogue) {
    this.catalogue = catalogue;
    this.properties = new PropertiesReader(catalogue);
  }

  private static Set<String> flatKeys() {
    Set<String> keys = new HashSet<>(Policy.KEYS);
    keys.addAll(Set.of("ensure", "version", "packages", "properties", "env_secret", "health"));
    return Set.copyOf(keys);
  }

  /**
   * Reads a document as plain values: Map, List, String, Number, Boolean.
   *
   * @param origin where it stands, for messages; a string under the key {@code origin} goes before it
   */
  public Definition read(Object document, String origin) throws DefinitionException {
    Object own = document instanceof Map ? ((Map<?, ?>) document).get("origin") : null;
    return read(Tree.of(document), own instanceof String ? (String) own : origin, DOCUMENT);
  }

  /** Reads a definition file: JSON when its name ends in {@code .json}, else YAML. */
  public Definition readFile(Path file) throws DefinitionException, IOException {
    return read(tree(file), file.toString(), FILE);
  }

  private static Tree tree(Path file) throws DefinitionException, IOException {
    String origin = file.toString();
    String text = DefinitionText.read(file);
    return origin.endsWith(".json") ? JsonTrees.read(text, origin) : YamlTrees.read(text, origin);
  }

  /** What is wrong with a value of a file for a reason outside of it, with the place where it stands. */
  DefinitionException.Problem problem(Path file, String path, String message) throws DefinitionException, IOException {
    Problems problems = new Problems(file.toString(), tree(file).places());
    problems.add(path, message);
    return problems.first();
  }

  /** Reads a definition's text: JSON when it begins with a brace, else YAML. */
  public Definition readText(byte[] bytes, String origin) throws DefinitionException {
    String text = DefinitionText.decode(bytes, origin);
    boolean json = text.stripLeading().startsWith("{");
    return read(json ? JsonTrees.read(text, origin) : YamlTrees.read(text, origin), origin, FILE);
  }

  /**
   * Reads one entry of Hiera's {@code porto::daemons}, in either form.
   *
   * @param name the entry's key; {@code meta.name}, where given, must be the same
   */
  public Definition readNamed(String name, Object entry, String origin) throws DefinitionException {
    Problems problems = new Problems(origin, Map.of());
    Map<?, ?> tree = Values.map(entry, "", "{version: \"1\", properties: {...}}", problems);
    Definition definition = tree.containsKey("meta") || tree.containsKey("spec")
        ? document(tree, name, FILE, problems)
        : flat(name, tree, problems);
    problems.throwIfAny();
    return definition;
  }

  /** Reads {@code health} alone, as a store keeps it; what is wrong with it is left out. */
  public static Health health(Object tree) {
    return tree == null ? Health.NONE : HealthReader.read(tree, "health", new Problems("", Map.of()));
  }

  private Definition read(Tree tree, String origin, Set<String> keys) throws DefinitionException {
    Problems problems = new Problems(origin, tree.places());
    Map<?, ?> root = Values.map(tree.root(), "", "{meta: {...}, spec: {...}}", problems);
    problems.throwIfAny();
    Definition definition = document(root, null, keys, problems);
    problems.throwIfAny();
    return definition;
  }

  private Definition document(Map<?, ?> root, String expectedName, Set<String> keys, Problems problems) {
    Object metaTree = root.get("meta");
    Map<?, ?> meta = metaTree == null && expectedName != null
        ? Map.of()
        : Values.map(metaTree, "meta", "{kind: PortoDaemon, name: web}", problems);
    String name = name(meta, expectedName, problems);
    Ensure ensure = ensure(root.get("ensure"), problems);
    if (meta.get("delete_requested") != null
        && Values.bool(meta.get("delete_requested"), false, "meta.delete_requested", problems)) {
      ensure = Ensure.PURGED;
    }
    Map<?, ?> spec = root.get("spec") instanceof Map ? (Map<?, ?>) root.get("spec") : Map.of();
    Map<?, ?> policy = spec.get("policy") instanceof Map ? (Map<?, ?>) spec.get("policy") : Map.of();
    if (ensure.removes()) {
      return removal(name, ensure, spec, policy, problems.origin());
    }
    checkKeys(root, "", keys, problems);
    checkKeys(meta, "meta", META, problems);
    checkKind(meta.get("kind"), problems);
    Values.map(root.get("spec"), "spec", "{properties: {...}, packages: [...]}", problems);
    checkKeys(spec, "spec", SPEC, problems);
    if (spec.get("policy") != null) {
      Values.map(spec.get("policy"), "spec.policy", "{stop_timeout: 10}", problems);
      checkKeys(policy, "spec.policy", Policy.KEYS, problems);
    }
    String version = version(meta.get("version"), "meta.version", problems);
    return definition(name, ensure, version, spec, "spec", PolicyReader.read(policy, "spec.policy", problems),
        problems);
  }

  private Definition flat(String name, Map<?, ?> tree, Problems problems) {
    checkName(name, "name", problems);
    Ensure ensure = ensure(tree.get("ensure"), problems);
    if (ensure.removes()) {
      return removal(name, ensure, tree, tree, problems.origin());
    }
    checkKeys(tree, "", FLAT, problems);
    String version = version(tree.get("version"), "version", problems);
    return definition(name, ensure, version, tree, "", PolicyReader.read(tree, "", problems), problems);
  }

  private Definition definition(String name, Ensure ensure, String version, Map<?, ?> spec, String path,
      Policy policy, Problems problems) {
    String place = Tree.path(path, "properties");
    SortedMap<String, PropertyValue> declared = new TreeMap<>();
    boolean sound = problems.isEmpty();
    if (spec.get("properties") != null) {
      declared = properties.read(spec.get("properties"), place, problems);
    }
    if (sound && problems.isEmpty() && !PropertiesReader.runsSomething(declared)) {
      problems.add(place, "nothing to run; write cmd, the list of the command and its arguments");
    }
    return new Definition(name, ensure, version, properties.complete(declared),
        spec.get("packages") == null ? new TreeMap<>()
            : PackagesReader.read(spec.get("packages"), Tree.path(path, "packages"), problems),
        spec.get("env_secret") == null ? new TreeMap<>()
            : SecretsReader.read(spec.get("env_secret"), Tree.path(path, "env_secret"), problems),
        policy, spec.get("health") == null ? Health.NONE
            : HealthReader.read(spec.get("health"), Tree.path(path, "health"), problems), problems.origin());
  }

  /** A removal needs a name only; packages and policy help where they can be read, and never hinder. */
  private static Definition removal(String name, Ensure ensure, Map<?, ?> spec, Map<?, ?> policy,
      String origin) {
    Problems ignored = new Problems(origin, Map.of());
    return new Definition(name, ensure, "", new TreeMap<>(),
        spec.get("packages") == null ? new TreeMap<>()
            : PackagesReader.read(spec.get("packages"), "packages", ignored),
        new TreeMap<>(), PolicyReader.read(policy, "", ignored), Health.NONE, origin);
  }

  private static String name(Map<?, ?> meta, String expected, Problems problems) {
    Object given = meta.get("name");
    if (given == null && expected != null) {
      checkName(expected, "name", problems);
      return expected;
    }
    if (given == null) {
      problems.add("meta.name", "there is no name; write meta: {name: ...}");
      return "";
    }
    String name = Objects.requireNonNullElse(Values.text(given, "meta.name", "a name", problems), "");
    if (given instanceof String || given instanceof Integer || given instanceof Long) {
      checkName(name, "meta.name", problems);
    }
    if (expected != null && !expected.equals(name)) {
      problems.add("meta.name", Natives.describe(name) + " stands under the key " + Natives.describe(expected)
          + "; give both the same name");
    }
    return name;
  }

  private static void checkName(String name, String path, Problems problems) {
    if (!Names.isValid(name)) {
      problems.add(path, Names.objection(name));
    }
  }

  private static void checkKind(Object kind, Problems problems) {
    if (kind != null && !KIND.equals(kind)) {
      problems.add("meta.kind", Natives.describe(kind) + " is another kind of object; write " + KIND);
    }
  }

  private static Ensure ensure(Object value, Problems problems) {
    if (value == null || "present".equals(value)) {
      return Ensure.RUNNING;
    }
    for (Ensure ensure : Ensure.values()) {
      if (ensure.word().equals(String.valueOf(value).toLowerCase(Locale.ROOT))) {
        return ensure;
      }
    }
    problems.add("ensure", Natives.describe(value)
        + " is not known here; write running, stopped, absent or purged");
    return Ensure.RUNNING;
  }

  private static String version(Object value, String path, Problems problems) {
    if (value == null) {
      return "";
    }
    String version = Values.text(value, path, "a version in quotes", problems);
    if (version == null) {
      return "";
    }
    if (version.length() > MAX_VERSION || version.chars().anyMatch(c -> c < ' ')) {
      problems.add(path, Natives.describe(version) + " is no version; write at most " + MAX_VERSION
          + " characters on one line");
    }
    return version;
  }

  private void checkKeys(Map<?, ?> tree, String path, Set<String> known, Problems problems) {
    for (Object key : tree.keySet()) {
      String name = String.valueOf(key);
      if (known.contains(name)) {
        continue;
      }
      if (!path.equals("meta") && (name.equals("cmd") || catalogue.find(name).isPresent())) {
        problems.add(Tree.path(path, name), "is a property of the container; write it under properties");
      } else {
        problems.addUnknown(path, name, known);
      }
    }
  }
}
