package org.puppetporto.embedded.spec;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.puppetporto.embedded.form.CpuPower;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.property.CommandArgv;
import org.puppetporto.embedded.property.Environment;
import org.puppetporto.embedded.property.Property;
import org.puppetporto.embedded.property.PropertyTable;
import org.puppetporto.embedded.proto.ContainerCommandArgv;
import org.puppetporto.embedded.proto.ContainerSpec;
import org.puppetporto.embedded.proto.SeccompProfile;
import org.puppetporto.embedded.proto.StringMap;

/**
 * Sets on a container what a specification holds, property by property in alphabetical order, by the rules
 * that hold for setting each of them.
 */
public final class SpecReader {
  /** Fields that Porto reads past without a word. */
  private static final Set<String> IGNORED = Set.of("name", "memory_lock_policy", "volumes_required",
      "place_limit",
      "cpu_limit_total", "anon_max_usage");
  private static final String LABELS = "labels";
  private final PropertyTable properties;

  public SpecReader(PropertyTable properties) {
    this.properties = properties;
  }

  /** Sets everything, or refuses at the first property that cannot be set. */
  public void load(Container container, Client client, ContainerSpec spec, Set<String> except) {
    Map<String, Object> fields = new TreeMap<>();
    for (Map.Entry<FieldDescriptor, Object> field : spec.getAllFields().entrySet()) {
      fields.put(field.getKey().getName(), field.getValue());
    }
    fields.keySet().removeAll(IGNORED);
    fields.keySet().removeAll(except);
    fields.forEach((name, value) -> set(container, client, name, value));
    container.touch();
  }

  private void set(Container container, Client client, String name, Object value) {
    Property property = properties.find(name);
    if (property == null) {
      return;
    }
    properties.checkSupported(property);
    property.checkWritable(container.state());
    if (value instanceof ContainerCommandArgv argv) {
      CommandArgv.setWords(container, argv.getArgvList());
    } else if (name.equals(LABELS)) {
      setLabels(container, client, property, (StringMap) value);
    } else if (value instanceof SeccompProfile profile) {
      property.set(container, client, com.google.protobuf.TextFormat.printer().printToString(profile));
    } else if (value instanceof Message message) {
      String stored = property instanceof Environment ? container.setting(name)
          : property.get(container, client);
      property.set(container, client, SpecText.of(message, stored == null ? "" : stored));
    } else {
      property.set(container, client, scalar(name, value));
    }
  }

  /** Labels that the specification does not name go, unless it says to merge. */
  private static void setLabels(Container container, Client client, Property property, StringMap labels) {
    Map<String, String> wanted = new TreeMap<>();
    labels.getMapList().forEach(label -> wanted.put(label.getKey(), label.getVal()));
    wanted.forEach(org.puppetporto.embedded.model.Labels::check);
    if (!labels.getMerge()) {
      for (String present : List.copyOf(container.labels().keySet())) {
        if (!wanted.containsKey(present)) {
          container.label(present, "");
        }
      }
    }
    wanted.forEach((label, value) -> property.set(container, client, label, value));
  }

  private static String scalar(String name, Object value) {
    if (value instanceof Double number) {
      return name.startsWith("cpu_limit") || name.startsWith("cpu_guarantee") ? CpuPower.ofCores(number)
          : Numbers.general(number);
    }
    if (value instanceof Long number) {
      return name.equals("max_respawns") ? Long.toString(number) : Long.toUnsignedString(number);
    }
    if (value instanceof Integer number) {
      return name.equals("oom_score_adj") ? Integer.toString(number)
          : name.equals("coredump_filter") ? Integer.toHexString(number) : Integer.toUnsignedString(number);
    }
    if (value instanceof Boolean || value instanceof String) {
      return value.toString();
    }
    throw PortoFailure.invalidValue("cannot be set from a specification: " + name);
  }
}
