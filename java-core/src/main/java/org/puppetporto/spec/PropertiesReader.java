package org.puppetporto.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;
import org.puppetporto.spec.property.PropertyValue;
import org.puppetporto.spec.property.PropertyValueException;

/** Reads {@code properties}: Porto's names, our {@code cmd}, single entries of maps. */
final class PropertiesReader {
  private static final String CMD = "cmd";
  private static final String ARGV = "command_argv";
  private static final String COMMAND = "command";

  private final PropertyCatalogue catalogue;
  private final UsualValues values = new UsualValues();

  PropertiesReader(PropertyCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  SortedMap<String, PropertyValue> read(Object value, String path, Problems problems) {
    SortedMap<String, PropertyValue> properties = new TreeMap<>();
    for (Map.Entry<?, ?> entry : Values.map(value, path, "{cmd: [/usr/bin/app]}", problems).entrySet()) {
      String name = String.valueOf(entry.getKey());
      String place = Tree.path(path, name);
      Optional<Map<?, ?>> entries = catalogue.entries(name, entry.getValue());
      if (entries.isPresent()) {
        for (Map.Entry<?, ?> single : entries.get().entrySet()) {
          String key = String.valueOf(single.getKey());
          put(name + "[" + key + "]", single.getValue(), Tree.path(place, key), properties, problems);
        }
      } else {
        put(portoName(name, entry.getValue()), entry.getValue(), place, properties, problems);
      }
    }
    checkTogether(path, properties, problems);
    return properties;
  }

  /** {@code cmd} is an argument list; as text it is Porto's {@code command}, which portod splits itself. */
  private static String portoName(String name, Object value) {
    return !name.equals(CMD) ? name : value instanceof String ? COMMAND : ARGV;
  }

  private void put(String name, Object value, String path, SortedMap<String, PropertyValue> properties,
      Problems problems) {
    Optional<PropertyDescriptor> property = catalogue.find(name);
    if (property.isEmpty()) {
      problems.add(path, catalogue.objection(name));
      return;
    }
    if (name.equals(COMMAND) && value instanceof List) {
      problems.add(path, "command is text that portod splits into words; write the list as cmd");
      return;
    }
    try {
      if (properties.put(name, values.read(property.get(), value)) != null) {
        problems.add(path, "this sets " + name + " a second time; keep one of the two");
      }
    } catch (PropertyValueException e) {
      problems.add(path, e.getMessage());
    }
  }

  private static void checkTogether(String path, SortedMap<String, PropertyValue> properties,
      Problems problems) {
    if (properties.containsKey(COMMAND) && properties.containsKey(ARGV)) {
      problems.add(Tree.path(path, COMMAND), "command and cmd both say what to run; keep cmd");
    }
    String mode = canonical(properties, "virt_mode");
    if (canonical(properties, "isolate").equals("true") && (mode.equals("host") || mode.equals("job"))) {
      problems.add(Tree.path(path, "isolate"), "true does not go with virt_mode " + mode
          + ", for which Porto always sets it to false; remove it");
    }
    for (String name : properties.keySet()) {
      int bracket = name.indexOf('[');
      if (bracket > 0 && properties.containsKey(name.substring(0, bracket))) {
        problems.add(Tree.path(path, name), "is set both as a whole and by entry; write all of "
            + name.substring(0, bracket) + " in one of the two ways");
      }
    }
  }

  private static String canonical(SortedMap<String, PropertyValue> properties, String name) {
    PropertyValue value = properties.get(name);
    return value == null ? "" : value.canonical();
  }

  /**
   * Adds what must be set along with what is declared. Porto marks the creator's group as set when it
   * creates a container, so {@code user} alone would run as the group of whoever created it, root. A
   * group of the user's name is what Debian's adduser makes; declare {@code group} where it is another.
   */
  SortedMap<String, PropertyValue> complete(SortedMap<String, PropertyValue> properties) {
    completeGroup("user", "group", properties);
    completeGroup("owner_user", "owner_group", properties);
    return properties;
  }

  private static void completeGroup(String user, String group, SortedMap<String, PropertyValue> properties) {
    if (properties.containsKey(user)) {
      properties.putIfAbsent(group, properties.get(user));
    }
  }

  /** A container without a command would become a meta container, which runs nothing. */
  static boolean runsSomething(SortedMap<String, PropertyValue> properties) {
    return properties.containsKey(COMMAND) && !canonical(properties, COMMAND).isEmpty()
        || properties.containsKey(ARGV) && !canonical(properties, ARGV).equals("[]")
        || canonical(properties, "virt_mode").equals("os");
  }
}
