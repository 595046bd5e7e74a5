package org.puppetporto.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A definition's document as values by path, so that two can be compared property by property. */
final class Flat {
  private static final String SECRETS = "spec.env_secret";

  private Flat() {}

  /** Without {@code origin}, which says where the definition came from and not what it is. */
  static SortedMap<String, Object> of(Map<String, Object> document) {
    SortedMap<String, Object> flat = new TreeMap<>();
    document.forEach((key, value) -> {
      if (!key.equals("origin")) {
        add(flat, key, value);
      }
    });
    return flat;
  }

  private static void add(Map<String, Object> flat, String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> add(flat, path + "." + key, item));
    } else if (path.equals("spec.properties.env") && value instanceof List<?> list) {
      list.forEach(item -> variable(flat, path, String.valueOf(item)));
    } else {
      flat.put(path, value);
    }
  }

  private static void variable(Map<String, Object> flat, String path, String item) {
    int equals = item.indexOf('=');
    flat.put(path + "." + (equals < 0 ? item : item.substring(0, equals)),
        equals < 0 ? "" : item.substring(equals + 1));
  }

  /** A value as it is shown; a secret's is not. */
  static String text(String path, Object value) {
    if (path.startsWith(SECRETS + ".")) {
      return "[redacted]";
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(Flat::quoted).collect(Collectors.joining(", ", "[", "]"));
    }
    return String.valueOf(value);
  }

  private static String quoted(Object item) {
    return '"' + String.valueOf(item).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
