package org.puppetporto.spec.property;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A map in Porto's text form {@code key: value; key: value}, sorted by key. */
public final class Entries implements PropertyValue {
  private final SortedMap<String, String> entries;
  /** The text, once somebody has asked. */
  private String canonical;

  /** @param entries canonical values by key */
  public Entries(SortedMap<String, String> entries) {
    this.entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** Canonical values by key. */
  public SortedMap<String, String> entries() {
    return entries;
  }

  @Override
  public String canonical() {
    if (canonical == null) {
      StringBuilder out = new StringBuilder();
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.append(out.length() == 0 ? "" : "; ").append(entry.getKey()).append(": ").append(entry.getValue());
      }
      canonical = out.toString();
    }
    return canonical;
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
  public boolean equals(Object other) {
    return other instanceof Entries map && entries.equals(map.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return canonical();
  }
}
