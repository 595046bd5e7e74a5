package org.puppetporto.spec;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.spec.property.Natives;

/** Reads {@code packages}: a list of {@code {name, version}} or a map of names to versions. */
final class PackagesReader {
  private static final Set<String> KEYS = Set.of("name", "version");
  private static final Set<String> UNPINNED =
      Set.of("latest", "present", "installed", "held", "absent", "purged");
  private static final String EXAMPLE = "[{name: nginx, version: \"1.22.1-9\"}] or {nginx: \"1.22.1-9\"}";

  private PackagesReader() {}

  static SortedMap<String, String> read(Object value, String path, Problems problems) {
    SortedMap<String, String> packages = new TreeMap<>();
    if (value instanceof Map) {
      ((Map<?, ?>) value).forEach((name, version) ->
          put(String.valueOf(name), version, Tree.path(path, String.valueOf(name)), packages, problems));
    } else if (value instanceof List) {
      int index = 0;
      for (Object item : (List<?>) value) {
        readItem(item, Tree.path(path, index++), packages, problems);
      }
    } else {
      problems.add(path, Natives.describe(value) + " is not right here; write " + EXAMPLE);
    }
    return packages;
  }

  private static void readItem(Object item, String path, SortedMap<String, String> packages,
      Problems problems) {
    Map<?, ?> entry = Values.map(item, path, "{name: nginx, version: \"1.22.1-9\"}", problems);
    if (entry.isEmpty() && !(item instanceof Map)) {
      return;
    }
    for (Object key : entry.keySet()) {
      if (!KEYS.contains(key)) {
        problems.addUnknown(path, String.valueOf(key), KEYS);
      }
    }
    Object name = entry.get("name");
    if (!(name instanceof String)) {
      problems.add(Tree.path(path, "name"), Natives.describe(name) + " is no package; write its name");
    } else if (packages.containsKey(name)) {
      problems.add(path, "the package " + Natives.describe(name) + " is listed twice; keep one entry");
    } else {
      put((String) name, entry.get("version"), Tree.path(path, "version"), packages, problems);
    }
  }

  private static void put(
      String name, Object value, String path, SortedMap<String, String> packages, Problems problems) {
    if (!isPackage(name)) {
      problems.add(path, Natives.describe(name) + " is no name of a Debian package; write lower-case letters,"
          + " digits, '+', '-' and '.', at least two");
      return;
    }
    if (value == null || "".equals(value)) {
      problems.add(path, "the package " + name + " has no version; pin one, such as \"1.22.1-9\"");
      return;
    }
    String version = Values.text(value, path, "a version in quotes, such as \"1.22.1-9\"", problems);
    if (version == null) {
      return;
    }
    if (UNPINNED.contains(version)) {
      problems.add(path, Natives.describe(version)
          + " is no version: every host would get whatever its sources "
          + "hold at that moment, no revision could be told from the next, and nothing could be rolled back; "
          + "pin one, such as \"1.22.1-9\"");
    } else if (!isVersion(version)) {
      problems.add(path, Natives.describe(version)
          + " is no version of a Debian package; write it as dpkg -l "
          + "shows it, such as \"1:2.3.4-1\"");
    } else {
      packages.put(name, version);
    }
  }

  /** Debian Policy 5.6.7, with an architecture where one is given. */
  private static boolean isPackage(String name) {
    int colon = name.indexOf(':');
    String bare = colon < 0 ? name : name.substring(0, colon);
    return bare.length() > 1 && isLowerOrDigit(bare.charAt(0))
        && bare.chars().allMatch(c -> isLowerOrDigit(c) || c == '+' || c == '-' || c == '.')
        && (colon < 0 || colon + 1 < name.length()
            && name.substring(colon + 1).chars().allMatch(c -> isLowerOrDigit(c) || c == '-'));
  }

  /** Debian Policy 5.6.12; the upstream version must begin with a digit for apt's {@code name=version}. */
  private static boolean isVersion(String version) {
    int colon = version.indexOf(':');
    boolean epoch = colon < 0 || colon > 0 && version.substring(0, colon).chars()
        .allMatch(c -> c >= '0' && c <= '9');
    String rest = version.substring(colon + 1);
    return epoch && !rest.isEmpty() && rest.charAt(0) >= '0' && rest.charAt(0) <= '9'
        && rest.chars().allMatch(c -> isLowerOrDigit(c) || c >= 'A' && c <= 'Z' || ".+-~:".indexOf(c) >= 0);
  }

  private static boolean isLowerOrDigit(int c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }
}
