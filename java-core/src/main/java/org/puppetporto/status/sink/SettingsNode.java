package org.puppetporto.status.sink;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One mapping of the configuration file, whose values are read with their type or refused with their place. */
final class SettingsNode {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

  private final Path file;
  private final String path;
  private final Map<?, ?> values;

  SettingsNode(Path file, String path, Map<?, ?> values) {
    this.file = file;
    this.path = path;
    this.values = values;
  }

  /** Refuses keys that mean nothing here. */
  void only(Set<String> known) throws SettingsException {
    for (Object key : values.keySet()) {
      if (!known.contains(key)) {
        throw refused(String.valueOf(key), "is not known; here belong " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  /** The mapping at a key; empty when it is not there. */
  SettingsNode child(String key) throws SettingsException {
    Object value = values.get(key);
    if (value == null) {
      return new SettingsNode(file, at(key), Map.of());
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw refused(key, "is " + value + "; write a mapping in braces");
    }
    return new SettingsNode(file, at(key), map);
  }

  /** A text that matches; "" counts as not there. */
  Optional<String> text(String key, String pattern, String right) throws SettingsException {
    Object value = values.get(key);
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    if (!(value instanceof String text) || !text.matches(pattern)) {
      throw refused(key, "is " + value + "; write " + right);
    }
    return Optional.of(text);
  }

  Optional<Path> path(String key) throws SettingsException {
    return text(key, "/[^\\x00]+", "an absolute path in quotes").map(Path::of);
  }

  Optional<Long> number(String key, long least, long most) throws SettingsException {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    boolean whole = value instanceof Integer || value instanceof Long;
    if (!whole || ((Number) value).longValue() < least || ((Number) value).longValue() > most) {
      throw refused(key, "is " + value + "; write a whole number from " + least + " to " + most);
    }
    return Optional.of(((Number) value).longValue());
  }

  Optional<URI> url(String key) throws SettingsException {
    Object value = values.get(key);
    if (value == null || value.equals("")) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      throw refused(key, "is no text; write an address such as http://localhost:8080/ in quotes");
    }
    try {
      URI url = new URI(text);
      if (url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
        if (url.getUserInfo() != null) {
          throw refused(key, "holds a user or a password; neither would be sent: take them out");
        }
        return Optional.of(url);
      }
    } catch (URISyntaxException e) {
      // Refused below, as every other text that is no address.
    }
    throw refused(key, "is " + withoutSecrets(text) + "; write an address such as http://localhost:8080/");
  }

  /**
   * A text that is no address, without what may be credentials and a query. Where it ends is not known of one that
   * cannot be read, so all before the last {@code @} goes.
   */
  private static String withoutSecrets(String text) {
    Matcher scheme = SCHEME.matcher(text);
    int begin = scheme.lookingAt() ? scheme.end() : 0;
    int end = text.lastIndexOf('@') + 1;
    return text.substring(0, begin) + QUERY.matcher(text.substring(Math.max(begin, end))).replaceFirst("");
  }

  SortedMap<String, String> texts(String key) throws SettingsException {
    SettingsNode node = child(key);
    SortedMap<String, String> texts = new TreeMap<>();
    for (Object name : node.values.keySet()) {
      node.text((String) name, "[^;=]*", "a text without ; and =").ifPresent(
          value -> texts.put((String) name, value));
    }
    return texts;
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private SettingsException refused(String key, String why) {
    return new SettingsException(file + ": " + at(key) + ": " + why);
  }
}
