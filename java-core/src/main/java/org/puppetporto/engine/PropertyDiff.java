package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Policy;
import org.puppetporto.spec.Secret;
import org.puppetporto.spec.property.ChangeKind;
import org.puppetporto.spec.property.Comparison;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;
import org.puppetporto.spec.property.PropertyValue;
import org.puppetporto.spec.property.SecretDigests;

/**
 * A daemon's properties against its container's. Typed: canonical forms, never text. Pure, but for what it
 * remembers from one daemon of an observation to the next; so one thread at a time.
 */
final class PropertyDiff {
  static final String UNSET = "(unset)";
  static final String REDACTED = "[redacted]";
  /** Values of resolv_conf that mean "no file of our own"; portod switches between the two only at start. */
  private static final Set<String> NO_OVERRIDE = Set.of("", "keep", "inherit", "default");

  /** What the engine itself sets on every container. */
  private static final Set<String> OURS = Set.of("private", "respawn", "labels", "weak");

  /**
   * One change of a property.
   *
   * @param value what to set; empty when it is to be unset, which only a new container does
   */
  record Change(String property, Optional<PropertyValue> value, Difference difference) {}

  private final PropertyCatalogue catalogue;
  private final Map<String, PropertyInfo> abilities;
  private final Map<String, String> defaults;
  private Set<String> resettable;
  /** Texts that were found to mean the default: most containers of a host read the same. */
  private final Map<String, String> usual = new HashMap<>();

  /**
   * Compares with what the host can do and does on its own.
   *
   * @param abilities what the running portod lists as its properties, by name
   * @param defaults see {@link HostDefaults}
   */
  PropertyDiff(
      PropertyCatalogue catalogue, Map<String, PropertyInfo> abilities, Map<String, String> defaults) {
    this.catalogue = catalogue;
    this.abilities = abilities;
    this.defaults = defaults;
  }

  /** Properties that this host's portod knows and its kernel cannot do. */
  List<String> unsupported(Definition definition) {
    List<String> names = new ArrayList<>();
    if (!abilities.isEmpty()) {
      for (String name : definition.properties().keySet()) {
        if (!abilities.containsKey(base(name))) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /**
   * The declared properties that can be set on this host.
   *
   * @param unsupported see {@link #unsupported}
   */
  static SortedMap<String, PropertyValue> settable(Definition definition, List<String> unsupported)
      throws EngineException {
    if (unsupported.isEmpty()) {
      return definition.properties();
    }
    if (definition.policy().unsupported() == Policy.Unsupported.ERROR) {
      String first = unsupported.get(0);
      throw new EngineException(Fault.DEFINITION,
          definition.origin() + ": spec.properties." + first + ": "
              + definition.properties().get(first).canonical() + " cannot be set: Porto knows "
              + String.join(", ", unsupported) + ", but this host's kernel or portod does not support "
              + (unsupported.size() == 1 ? "it" : "them")
              + "; remove it, or set policy unsupported: warn to leave it out");
    }
    SortedMap<String, PropertyValue> properties = new TreeMap<>(definition.properties());
    unsupported.forEach(properties::remove);
    return properties;
  }

  /**
   * What differs on a container.
   *
   * @param wanted properties that can be set, see {@link #settable}
   * @param before what the revision declared that the container was made for
   */
  List<Change> changes(SortedMap<String, PropertyValue> wanted, ContainerView container, Before before) {
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<String, PropertyValue> entry : wanted.entrySet()) {
      declared(entry.getKey(), entry.getValue(), container, before).ifPresent(changes::add);
    }
    for (String name : before.others()) {
      if (!wanted.containsKey(name) && (abilities.isEmpty() || abilities.containsKey(base(name)))) {
        left(name, container).ifPresent(changes::add);
      }
    }
    if (resettable == null) {
      resettable = resettable(catalogue, abilities);
    }
    for (String name : resettable) {
      String now = container.values().get(name);
      if (now != null && !now.equals(usual.get(name))
          && !names(wanted.keySet(), name) && !names(before.others(), name)) {
        Optional<Change> change = left(name, container);
        if (change.isPresent()) {
          changes.add(change.get());
        } else {
          usual.put(name, now);
        }
      }
    }
    return changes;
  }

  /** Whether a property, or an entry of it, is among those named. */
  private static boolean names(Set<String> named, String property) {
    for (String name : named) {
      if (name.startsWith(property)
          && (name.length() == property.length() || name.charAt(property.length()) == '[')) {
        return true;
      }
    }
    return false;
  }

  /**
   * Limits and the like that are set back to their default on a running container when somebody set them
   * by hand, which shows as a value that is not the default. Of others it cannot be told whether setting
   * them back would be worth a restart.
   */
  static Set<String> resettable(PropertyCatalogue catalogue, Map<String, PropertyInfo> abilities) {
    Set<String> names = new TreeSet<>();
    for (PropertyInfo ability : abilities.values()) {
      if (ability.dynamic() && !ability.readOnly() && !OURS.contains(ability.name())
          && catalogue.find(ability.name()).filter(known -> known.change() != ChangeKind.RESTART
              && known.settableDefault().isPresent()).isPresent()) {
        names.add(ability.name());
      }
    }
    return names;
  }

  private Optional<Change> declared(String name, PropertyValue value, ContainerView container, Before before) {
    PropertyDescriptor descriptor = descriptor(name);
    if (descriptor.comparison() == Comparison.NONE) {
      String was = before.text(name, value).orElse(UNSET);
      return was.equals(value.canonical())
          ? Optional.empty()
          : Optional.of(change(name, was, Optional.of(value), Disruption.RESTART));
    }
    Optional<String> now = container.value(name);
    if (now.isPresent() && descriptor.same(value, now.get())) {
      return Optional.empty();
    }
    String was = now.filter(text -> !text.isEmpty())
        .map(text -> descriptor.read(text).canonical()).orElse(UNSET);
    return Optional.of(change(name, was, Optional.of(value), disruption(descriptor, value, container)));
  }

  /** A property that is no longer declared: back to its default, or a new container. */
  private Optional<Change> left(String name, ContainerView container) {
    PropertyDescriptor descriptor = descriptor(name);
    Optional<String> now = container.value(name);
    Optional<PropertyValue> fallback = Optional.ofNullable(defaults.get(name))
        .or(descriptor::settableDefault).map(descriptor::read);
    if (fallback.isPresent() && now.isPresent() && descriptor.same(fallback.get(), now.get())) {
      return Optional.empty();
    }
    String was = now.map(text -> descriptor.read(text).canonical()).orElse(UNSET);
    if (fallback.isPresent()) {
      Disruption disruption = disruption(descriptor, fallback.get(), container);
      if (disruption == Disruption.LIVE) {
        return Optional.of(change(name, was, fallback, disruption));
      }
    }
    return Optional.of(change(name, was, Optional.empty(), Disruption.RESTART));
  }

  private static Change change(
      String name, String was, Optional<PropertyValue> value, Disruption disruption) {
    return new Change(name, value, new Difference(Difference.Aspect.PROPERTIES, "properties." + name, was,
        value.map(PropertyValue::canonical).orElse(UNSET), disruption));
  }

  /** Whether secrets differ; portod reads them back as salted digests. */
  Optional<Difference> secrets(SortedMap<String, Secret> wanted, ContainerView container) {
    String now = container.value("env_secret").orElse("");
    if (wanted.isEmpty() && now.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> clear = new TreeMap<>();
    wanted.forEach((name, secret) -> clear.put(name, secret.reveal()));
    if (SecretDigests.same(clear, now)) {
      return Optional.empty();
    }
    return Optional.of(new Difference(Difference.Aspect.ENV_SECRET, "env_secret",
        now.isEmpty() ? UNSET : REDACTED, wanted.isEmpty() ? UNSET : REDACTED, Disruption.RESTART));
  }

  private Disruption disruption(PropertyDescriptor descriptor, PropertyValue value, ContainerView container) {
    String base = base(descriptor.name());
    PropertyInfo ability = abilities.get(base);
    if (descriptor.change() == ChangeKind.RESTART || ability != null && !ability.dynamic()) {
      return Disruption.RESTART;
    }
    if (base.equals("resolv_conf")) {
      boolean now = NO_OVERRIDE.contains(container.value(base).orElse(""));
      return now == NO_OVERRIDE.contains(value.canonical()) ? Disruption.LIVE : Disruption.RESTART;
    }
    if (base.equals("memory_limit") && belowUsage(value, container)) {
      return Disruption.RESTART;
    }
    return Disruption.LIVE;
  }

  /** The kernel refuses a limit below what it cannot reclaim, and portod answers Busy; 0 is no limit. */
  private static boolean belowUsage(PropertyValue limit, ContainerView container) {
    try {
      long bytes = Long.parseLong(limit.canonical());
      return bytes > 0 && bytes < Long.parseLong(container.value("anon_usage").orElse("0"));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private PropertyDescriptor descriptor(String name) {
    return catalogue.find(name).orElseThrow(
        () -> new IllegalArgumentException("property " + name + " passed validation and is not known"));
  }

  static String base(String name) {
    int bracket = name.indexOf('[');
    return bracket < 0 ? name : name.substring(0, bracket);
  }
}
