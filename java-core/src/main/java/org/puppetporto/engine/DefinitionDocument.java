package org.puppetporto.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.property.Argv;

/**
 * A definition as the document that the state store keeps and the bridge carries: it can be read again
 * like any definition. Holds secrets in the clear; the store is readable by root only.
 */
public final class DefinitionDocument {
  private DefinitionDocument() {}

  /** The whole of it, with its origin and {@code ensure}; secrets in the clear. */
  public static Map<String, Object> of(Definition definition) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("kind", "PortoDaemon");
    meta.put("name", definition.name());
    meta.put("version", definition.version());
    Map<String, Object> properties = new LinkedHashMap<>();
    definition.properties().forEach(
        (name, value) -> properties.put(value instanceof Argv ? "cmd" : name, value.plain()));
    Map<String, Object> secrets = new LinkedHashMap<>();
    definition.envSecret().forEach((name, secret) -> secrets.put(name, secret.reveal()));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("properties", properties);
    spec.put("packages", definition.packages());
    if (!secrets.isEmpty()) {
      spec.put("env_secret", secrets);
    }
    spec.put("policy", PolicyDocument.of(definition.policy()));
    if (!definition.health().none()) {
      spec.put("health", HealthDocument.of(definition.health()));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("origin", definition.origin());
    document.put("ensure", definition.ensure().word());
    document.put("meta", meta);
    document.put("spec", spec);
    return document;
  }

  static Number seconds(Duration duration) {
    return duration.toNanosPart() == 0 ? duration.toSeconds() : (Number) (duration.toMillis() / 1000.0);
  }

  /** Porto's names of the properties of a stored document, sorted. */
  static SortedSet<String> propertyNames(Map<String, Object> document) {
    SortedSet<String> names = new TreeSet<>();
    if (!document.isEmpty()) {
      Documents.map(Documents.map(document.get("spec")).get("properties")).forEach(
          (name, value) -> names.add(name.equals("cmd") && value instanceof List ? "command_argv" : name));
    }
    return names;
  }

  /** What the properties of a stored document say, in words, by Porto's name. */
  static SortedMap<String, String> properties(Map<String, Object> document) {
    SortedMap<String, String> texts = new TreeMap<>();
    if (document.isEmpty()) {
      return texts;
    }
    Documents.map(Documents.map(document.get("spec")).get("properties")).forEach((name, value) -> {
      if (name.equals("cmd") && value instanceof List<?> list) {
        texts.put("command_argv", argv(list));
      } else if (value instanceof Map<?, ?> map) {
        texts.put(name, text(map));
      } else {
        texts.put(name, String.valueOf(value));
      }
    });
    return texts;
  }

  private static String argv(List<?> list) {
    List<String> arguments = new ArrayList<>(list.size());
    for (Object argument : list) {
      arguments.add(String.valueOf(argument));
    }
    return new Argv(arguments).canonical();
  }

  private static String text(Map<?, ?> map) {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(out.length() == 0 ? "" : "; ").append(entry.getKey()).append(": ").append(entry.getValue());
    }
    return out.toString();
  }

  /**
   * Whether a stored document means the same as a definition of the same revision: how it is carried out and
   * how one knows that it is well are no part of a revision.
   */
  static boolean same(Map<String, Object> document, Definition definition) {
    return version(document).equals(definition.version())
        && HealthDocument.text(document).equals(HealthDocument.text(definition.health()))
        && PolicyDocument.changes(document, definition.policy()).isEmpty();
  }

  /** {@code ensure} of a stored document; "" when there is none. */
  static String ensure(Map<String, Object> document) {
    Object ensure = document.get("ensure");
    return ensure == null ? "" : String.valueOf(ensure);
  }

  /** {@code meta.version} of a stored document; "" when there is none. */
  static String version(Map<String, Object> document) {
    Object version = document.isEmpty() ? null : Documents.map(document.get("meta")).get("version");
    return version == null ? "" : String.valueOf(version);
  }
}
