package org.puppetporto.embedded.form;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Maps in strings: {@code key: value; key2: value2}, sorted by key. */
public final class Maps {
  private Maps() {}

  public static SortedMap<String, String> parse(String text) {
    SortedMap<String, String> map = new TreeMap<>(Utf8Order.INSTANCE);
    for (String line : Escaped.split(text, ';')) {
      List<String> pair = Escaped.split(line, ':');
      if (pair.size() != 2) {
        throw PortoFailure.invalidValue("Invalid format");
      }
      map.put(pair.get(0), pair.get(1));
    }
    return map;
  }

  /** A map of sizes, with the sizes in their canonical form. */
  public static SortedMap<String, String> parseSizes(String text) {
    SortedMap<String, String> map = parse(text);
    map.replaceAll((key, value) -> {
      try {
        return Sizes.canonical(value);
      } catch (PortoFailure e) {
        throw PortoFailure.invalidValue("Invalid value " + value);
      }
    });
    return map;
  }

  public static String format(Map<String, String> map) {
    StringBuilder text = new StringBuilder();
    map.forEach((key, value) -> {
      if (text.length() > 0) {
        text.append("; ");
      }
      text.append(key).append(": ").append(value);
    });
    return text.toString();
  }
}
