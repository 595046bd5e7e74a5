package org.puppetporto.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;

/**
 * A JSON Schema (draft 7) of the definition, for editors: keys, and what belongs under them. What only
 * {@link DefinitionReader} can tell, it lets pass.
 */
public final class DefinitionSchema {
  private static final String NAME = "^(?!self$)[A-Za-z0-9][A-Za-z0-9._-]{0,99}$";
  private static final String ENTRY = "^[a-z_]+\\[.+\\]$";
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> BOOLEAN = Map.of("enum", List.of(true, false, "true", "false"));

  static final Map<String, Object> DURATION = described("Seconds, or such as 500ms, 10s, 5m, 1h.",
      Map.of("type", List.of("number", "string")));

  private DefinitionSchema() {}

  /** The schema as plain values. */
  public static Map<String, Object> of(PropertyCatalogue catalogue) {
    List<String> ensures = new ArrayList<>(List.of("present"));
    for (Ensure ensure : Ensure.values()) {
      ensures.add(ensure.word());
    }
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("meta", meta());
    parts.put("spec", object(Map.of("properties", properties(catalogue), "packages", packages(),
        "env_secret", Map.of("type", "object"), "policy", policy(), "health", HealthSchema.of()), List.of()));
    parts.put("ensure", described("What the daemon is to be.", Map.of("enum", ensures)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Definition of a Porto daemon");
    schema.putAll(object(parts, List.of("meta")));
    return schema;
  }

  private static Map<String, Object> meta() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("kind", Map.of("const", "PortoDaemon"));
    keys.put("name", described("The daemon's and the container's name.",
        Map.of("type", "string", "pattern", NAME)));
    keys.put("version", described("For people; in quotes.", TEXT));
    keys.put("delete_requested",
        described("Destroys the container and purges its packages.", BOOLEAN));
    return object(keys, List.of("name"));
  }

  private static Map<String, Object> properties(PropertyCatalogue catalogue) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("cmd", described("The command and its arguments, one text each.",
        Map.of("type", List.of("array", "string"), "minItems", 1)));
    for (String name : catalogue.names()) {
      PropertyDescriptor property = catalogue.find(name).orElseThrow();
      keys.put(name, Map.of("description", sentence(property.expected())));
    }
    Map<String, Object> properties = object(keys, List.of());
    properties.put("patternProperties", Map.of(ENTRY, Map.of("description", "One entry of a map.")));
    return properties;
  }

  private static String sentence(String expected) {
    return expected.substring(0, 1).toUpperCase(Locale.ROOT) + expected.substring(1) + ".";
  }

  private static Map<String, Object> packages() {
    Map<String, Object> item = object(Map.of("name", TEXT, "version", TEXT), List.of("name", "version"));
    return Map.of("oneOf", List.of(
        Map.of("type", "array", "items", item),
        Map.of("type", "object", "additionalProperties", TEXT)));
  }

  private static Map<String, Object> policy() {
    Map<String, Object> keys = new LinkedHashMap<>();
    for (String key : new TreeSet<>(Policy.KEYS)) {
      keys.put(key, key.endsWith("_timeout") || key.equals("min_uptime") ? DURATION : BOOLEAN);
    }
    keys.put("update_strategy", words(Policy.UpdateStrategy.values()));
    keys.put("restart_policy", words(Policy.RestartPolicy.values()));
    keys.put("restart_window", Map.of("type", "string", "pattern", "^\\d\\d:\\d\\d-\\d\\d:\\d\\d$"));
    keys.put("unsupported", words(Policy.Unsupported.values()));
    keys.put("conffiles", words(Policy.Conffiles.values()));
    return object(keys, List.of());
  }

  private static Map<String, Object> words(Enum<?>[] values) {
    List<String> words = new ArrayList<>();
    for (Enum<?> value : values) {
      words.add(value.name().toLowerCase(Locale.ROOT));
    }
    return Map.of("enum", words);
  }

  static Map<String, Object> described(String description, Map<String, Object> schema) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("description", description);
    out.putAll(schema);
    return out;
  }

  static Map<String, Object> object(Map<String, Object> keys, List<String> required) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("type", "object");
    if (!required.isEmpty()) {
      out.put("required", required);
    }
    out.put("additionalProperties", false);
    out.put("properties", keys);
    return out;
  }
}
