package org.puppetporto.engine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The labels by which a container is known as ours. Porto reserves {@code PORTO*} prefixes. */
final class Labels {
  static final String DAEMON = "HOSTMAN.daemon";
  static final String REVISION = "HOSTMAN.revision";

  private Labels() {}

  /** Reads Porto's text form, {@code A.b: v; C.d: w}; label values hold neither separator. */
  static SortedMap<String, String> parse(String text) {
    SortedMap<String, String> labels = new TreeMap<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf(';', from);
      String part = text.substring(from, end < 0 ? text.length() : end);
      int colon = part.indexOf(':');
      if (colon > 0) {
        labels.put(part.substring(0, colon).trim(), part.substring(colon + 1).trim());
      }
      from = end < 0 ? text.length() : end + 1;
    }
    return Collections.unmodifiableSortedMap(labels);
  }
}
