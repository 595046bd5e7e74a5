package org.puppetporto.spec;

import java.util.Map;

/**
 * A document as plain values, with the places they were written at.
 *
 * @param root Map, List, String, Number, Boolean or null
 * @param places where each path begins; empty when the document did not come from a text
 */
record Tree(Object root, Map<String, Place> places) {
  /** A position in a text, 1-based. */
  record Place(int line, int column) {
    static final Place NONE = new Place(0, 0);
  }

  static Tree of(Object root) {
    return new Tree(root, Map.of());
  }

  /** Appends a key to a path. */
  static String path(String parent, String key) {
    return parent.isEmpty() ? key : parent + "." + key;
  }

  /** Appends a list's index to a path. */
  static String path(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
