package org.puppetporto.status;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An amount that Porto measured: one number, or one a device or interface, as Porto names those.
 *
 * @param parts by device or interface; a plain number stands alone under {@code ""}
 */
public record Figure(SortedMap<String, Long> parts) {
  public Figure {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /**
   * Reads Porto's text: {@code "123"}, or {@code "hw: 1; sda: 2"} (src/property.cpp, TUintMap).
   *
   * @return empty when it is neither
   */
  static Optional<Figure> read(String text) {
    SortedMap<String, Long> parts = new TreeMap<>();
    try {
      if (text.indexOf(':') < 0) {
        parts.put("", Long.parseLong(text.trim()));
      } else {
        for (String entry : text.split(";")) {
          int colon = entry.lastIndexOf(':');
          if (colon > 0) {
            parts.put(entry.substring(0, colon).trim(), Long.parseLong(entry.substring(colon + 1).trim()));
          }
        }
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(new Figure(parts));
  }

  /** For JSON: the number itself, or the numbers by name. */
  Object plain() {
    Long alone = parts.get("");
    return alone != null ? (Object) alone : parts;
  }
}
