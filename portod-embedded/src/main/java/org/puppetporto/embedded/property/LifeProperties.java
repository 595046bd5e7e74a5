package org.puppetporto.embedded.property;

import static org.puppetporto.embedded.property.Forms.ANY_STATE;
import static org.puppetporto.embedded.property.PropertyTable.add;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.puppetporto.embedded.form.Durations;
import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Labels;
import org.puppetporto.embedded.property.Property.Trait;

/** How long a container lives, who may see it, and what is written on it. */
final class LifeProperties {
  private static final String DEFAULT_AGING_SECONDS = "86400";
  private static final int MAX_PRIVATE = 4096;

  private LifeProperties() {}

  static void addTo(SortedMap<String, Property> table, Surroundings around) {
    Forms.flag(table, "respawn", "Start again after death", ANY_STATE, false);
    add(table, new RespawnCount());
    add(table, new MaxRespawns());
    Forms.text(table, "respawn_delay", "How long to wait before starting again", ANY_STATE,
        value -> Long.toUnsignedString(Durations.nanoseconds(value)) + "ns", "1000000000ns");
    Forms.text(table, "aging_time", "After how many seconds a dead container is destroyed", ANY_STATE,
        Forms::uint64, DEFAULT_AGING_SECONDS);
    Forms.text(table, "private", "Anything its owner wants to write on it", ANY_STATE,
        LifeProperties::checkPrivate,
        "");
    Forms.text(table, "weak", "Dies with the connection that created it", ANY_STATE, Flags::canonical,
        "false");
    add(table, new LabelMap());
    Forms.text(table, "enable_porto", "What it may do with Porto: false, read-isolate, read-only, isolate,"
        + " self-isolate, child-only, true", Forms.with(Forms.DYNAMIC, Trait.ALWAYS_SET),
        LifeProperties::accessLevel, "true");
    Forms.text(table, "porto_namespace", "Prefix of the names it sees", Set.of(Trait.ALWAYS_SET),
        value -> value, "");
  }

  private static String checkPrivate(String value) {
    if (value.getBytes(StandardCharsets.UTF_8).length > MAX_PRIVATE) {
      throw PortoFailure.invalidValue("Private value is too long, max " + MAX_PRIVATE + " bytes");
    }
    return value;
  }

  private static String accessLevel(String value) {
    switch (value) {
      case "none":
        return "false";
      case "full":
        return "true";
      default:
        return Forms.oneOf("Unknown access level: ", "false", "true", "read-isolate", "read-only", "isolate",
            "self-isolate", "child-only").apply(value);
    }
  }

  private static final class RespawnCount extends Property {
    RespawnCount() {
      super("respawn_count", "How often it was started again", Forms.with(ANY_STATE, Trait.ALWAYS_SET));
    }

    @Override
    public String get(Container container, Client client) {
      return Long.toUnsignedString(container.respawnCount());
    }

    @Override
    public void set(Container container, Client client, String value) {
      container.respawnCount(Numbers.uint64(value));
    }
  }

  /** "" means "without end", and so does a negative number. */
  private static final class MaxRespawns extends Setting {
    MaxRespawns() {
      super("max_respawns", "How often it may be started again", ANY_STATE,
          (c, value) -> value.isEmpty() ? "" : Long.toString(Numbers.int64(value)), c -> "");
    }

    @Override
    public void set(Container container, Client client, String value) {
      if (value.isEmpty() || Numbers.int64(value) < 0) {
        container.clearSetting(name());
      } else {
        super.set(container, client, value);
      }
    }
  }

  /** All labels at once. Setting them merges; an empty value removes one. */
  private static final class LabelMap extends Property {
    LabelMap() {
      super("labels", "Labels: PREFIX.name: value;...", ANY_STATE);
    }

    @Override
    public String get(Container container, Client client) {
      return Maps.format(container.labels());
    }

    @Override
    public String get(Container container, Client client, String index) {
      return Labels.find(container, index);
    }

    @Override
    public void set(Container container, Client client, String value) {
      Map<String, String> labels = Maps.parse(value);
      labels.forEach(Labels::check);
      Set<String> present = container.labels().keySet();
      long added = labels.entrySet().stream()
          .filter(label -> !label.getValue().isEmpty() && !present.contains(label.getKey())).count();
      Labels.checkCount(container, (int) added);
      labels.forEach(container::label);
      container.markExplicit(name(), true);
    }

    @Override
    public void set(Container container, Client client, String index, String value) {
      Labels.check(index, value);
      if (!value.isEmpty()) {
        Labels.checkCount(container, 1);
      }
      container.label(index, value);
    }
  }
}
