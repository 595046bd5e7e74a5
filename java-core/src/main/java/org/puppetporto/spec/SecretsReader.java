package org.puppetporto.spec;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code env_secret}; its values never appear in a message. */
final class SecretsReader {
  private SecretsReader() {}

  static SortedMap<String, Secret> read(Object value, String path, Problems problems) {
    SortedMap<String, Secret> secrets = new TreeMap<>();
    if (!(value instanceof Map)) {
      problems.add(path, "this is no mapping; write names of variables with their values (not shown here)");
      return secrets;
    }
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object secret = entry.getValue();
      String place = Tree.path(path, name);
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        problems.add(place, "this is no name of a variable; write one such as API_TOKEN");
      } else if (!(secret instanceof String || secret instanceof Integer || secret instanceof Long)) {
        problems.add(place, "the value is no text (not shown here); put it in quotes");
      } else if (secret.toString().indexOf('\0') >= 0) {
        problems.add(place, "the value holds a NUL character (not shown here), which no variable can; "
            + "remove it");
      } else {
        secrets.put(name, new Secret(secret.toString()));
      }
    }
    return secrets;
  }
}
