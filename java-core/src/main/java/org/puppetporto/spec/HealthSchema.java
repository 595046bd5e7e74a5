package org.puppetporto.spec;

import static org.puppetporto.spec.DefinitionSchema.DURATION;
import static org.puppetporto.spec.DefinitionSchema.described;
import static org.puppetporto.spec.DefinitionSchema.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of the schema that says how one knows that a daemon is well. */
final class HealthSchema {
  private static final Map<String, Object> COUNT =
      Map.of("type", List.of("integer", "string"), "minimum", 1, "maximum", 1000);
  private static final Map<String, Object> PORT =
      Map.of("type", List.of("integer", "string"), "maximum", 65_535);

  private HealthSchema() {}

  static Map<String, Object> of() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("liveness", described("A daemon that fails it is restarted.", probe()));
    keys.put("readiness", described("A daemon that fails it is not ready.", probe()));
    keys.put("restart_files", described("It is restarted when one of these is touched.",
        Map.of("type", "array", "items", Map.of("type", "string", "pattern", "^/."))));
    keys.put("restart_backoff", DURATION);
    keys.put("restart_backoff_max", DURATION);
    keys.put("restarts_per_hour", COUNT);
    return object(keys, List.of());
  }

  private static Map<String, Object> probe() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("exec", described("A command inside the container.", Map.of("type", "array", "minItems", 1)));
    keys.put("tcp", described("A port, or HOST:PORT.", PORT));
    keys.put("http", described("A URL, or its parts.",
        Map.of("oneOf", List.of(Map.of("type", "string"), http()))));
    keys.put("initial_delay", DURATION);
    keys.put("interval", DURATION);
    keys.put("timeout", DURATION);
    keys.put("success_threshold", COUNT);
    keys.put("failure_threshold", COUNT);
    return object(keys, List.of());
  }

  private static Map<String, Object> http() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("url", Map.of("type", "string"));
    keys.put("host", Map.of("type", "string"));
    keys.put("port", PORT);
    keys.put("path", Map.of("type", "string", "pattern", "^/"));
    keys.put("scheme", Map.of("enum", List.of("http", "https")));
    keys.put("status", Map.of("type", List.of("integer", "string")));
    return object(keys, List.of());
  }
}
