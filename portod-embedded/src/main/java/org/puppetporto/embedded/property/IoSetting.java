package org.puppetporto.embedded.property;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.embedded.form.Maps;
import org.puppetporto.embedded.form.Sizes;

/**
 * Limits of disks. A bare number is the limit of key {@code fs}, and reads back bare when it is the only one.
 */
final class IoSetting extends MapSetting {
  private static final String FILE_SYSTEM = "fs";

  IoSetting(String name, String description) {
    super(name, description, Forms.DYNAMIC, IoSetting::parse, IoSetting::format, Sizes::canonical, false);
  }

  private static SortedMap<String, String> parse(String text) {
    if (text.isEmpty() || text.indexOf(':') >= 0) {
      return Maps.parseSizes(text);
    }
    return new TreeMap<>(Map.of(FILE_SYSTEM, Sizes.canonical(text)));
  }

  private static String format(Map<String, String> map) {
    return map.size() == 1 && map.containsKey(FILE_SYSTEM) ? map.get(FILE_SYSTEM) : Maps.format(map);
  }
}
