package org.puppetporto.spec.property;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A map in Porto's text form {@code key: value; key: value}, sorted by key.
 *
 * @param entries canonical values by key
 */
public record Entries(SortedMap<String, String> entries) implements PropertyValue {
  public Entries {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  @Override
  public String canonical() {
    StringBuilder out = new StringBuilder();
    entries.forEach((key, value) ->
        out.append(out.length() == 0 ? "" : "; ").append(key).append(": ").append(value));
    return out.toString();
  }

  /** Reads what portod reads back, which escapes nothing and may end in a separator. */
  static Entries read(String text) {
    SortedMap<String, String> entries = new TreeMap<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf("; ", start);
      String line = text.substring(start, end < 0 ? text.length() : end);
      int colon = line.indexOf(": ");
      if (!line.isEmpty()) {
        entries.put(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 2));
      }
      start = end < 0 ? text.length() : end + 2;
    }
    return new Entries(entries);
  }

  @Override
  public Object plain() {
    return entries;
  }

  @Override
  public String toString() {
    return canonical();
  }
}
