package org.puppetporto.spec.property;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntSupplier;

/** The one catalogue of Porto's properties that a definition may set. */
public final class PropertyCatalogue {
  private final Map<String, PropertyDescriptor> properties;
  private final Map<String, EntryKind> entries;

  private PropertyCatalogue(Map<String, PropertyDescriptor> properties, Map<String, EntryKind> entries) {
    this.properties = properties;
    this.entries = entries;
  }

  /** The catalogue for this host. */
  public static PropertyCatalogue standard() {
    return standard(HostCpus::configured);
  }

  /**
   * The catalogue for a host with so many cores.
   *
   * @param cores asked only when a bare number, percent of all cores, is read
   */
  public static PropertyCatalogue standard(IntSupplier cores) {
    StandardProperties standard = new StandardProperties(cores);
    return new PropertyCatalogue(standard.properties(), standard.entries());
  }

  /** The property of this name; {@code property[key]} finds one entry of a map property. */
  public Optional<PropertyDescriptor> find(String name) {
    PropertyDescriptor known = properties.get(name);
    return known != null ? Optional.of(known) : entry(name);
  }

  private Optional<PropertyDescriptor> entry(String name) {
    int bracket = name.indexOf('[');
    if (bracket < 0 || !name.endsWith("]")) {
      return Optional.empty();
    }
    String base = name.substring(0, bracket);
    EntryKind kind = entries.get(base);
    String key = name.substring(bracket + 1, name.length() - 1);
    return kind == null || !kind.objection(key).isEmpty()
        ? Optional.empty()
        : Optional.of(kind.descriptor(name, properties.get(base).change()));
  }

  /** Why there is no such property, with the remedy: a typo, a read-only property, a bad key. */
  public String objection(String name) {
    int bracket = name.indexOf('[');
    String base = bracket < 0 ? name : name.substring(0, bracket);
    if (bracket >= 0 && entries.containsKey(base) && name.endsWith("]")) {
      String key = name.substring(bracket + 1, name.length() - 1);
      return Natives.quoted(key) + " " + entries.get(base).objection(key);
    }
    if (bracket >= 0 && properties.containsKey(base)) {
      return Natives.quoted(base) + " has no entries that could be set singly; write " + base + " as a whole";
    }
    String reserved = StandardProperties.RESERVED.get(base);
    if (reserved != null) {
      return Natives.quoted(base) + " " + reserved;
    }
    if (StandardProperties.READ_ONLY.contains(base)) {
      return Natives.quoted(base) + " only tells something about a container and cannot be set; remove it";
    }
    String hint = DidYouMean.hint(base, names());
    return Natives.quoted(base) + " is no property of Porto"
        + (hint.isEmpty() ? "; remove it, or write a name that portoctl(8) lists" : hint);
  }

  /**
   * The single entries that a declared value means, beside which others may exist:
   * {@code controllers: {devices: false}} is {@code controllers[devices]=false}. Empty when it means the
   * property as a whole, or nothing.
   */
  public Optional<Map<?, ?>> entries(String name, Object value) {
    EntryKind kind = entries.get(name);
    if (kind == null || !kind.beside()) {
      return Optional.empty();
    }
    if (value instanceof Map) {
      return Optional.of((Map<?, ?>) value);
    }
    try {
      PropertyValue whole = properties.get(name).parse(value);
      return whole instanceof Entries ? Optional.of(((Entries) whole).entries()) : Optional.empty();
    } catch (PropertyValueException e) {
      return Optional.empty();
    }
  }

  /** All names, sorted. */
  public Set<String> names() {
    return new TreeSet<>(properties.keySet());
  }
}
