package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/**
 * Porto's text forms of lists. Rules from Porto 5.3.59 src/util/string.cpp: what is set is split with
 * every part trimmed and empty parts dropped; what is read back is joined with backslashes and
 * separators escaped. A backslash escapes only itself and the separators.
 */
final class PortoText {
  private PortoText() {}

  /** Trims what Porto trims at both ends of every value: blanks, tabs and newlines. */
  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  /** Splits as portod does with what it is sent. */
  static List<String> split(String text, char separator) {
    List<String> kept = new ArrayList<>();
    for (String part : splitExact(text, separator)) {
      String trimmed = trim(part);
      if (!trimmed.isEmpty()) {
        kept.add(trimmed);
      }
    }
    return kept;
  }

  /** Splits what portod read back: nothing is trimmed, nothing dropped. */
  static List<String> splitExact(String text, char separator) {
    List<String> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == separator) {
        parts.add(part.toString());
        part.setLength(0);
      } else if (c == '\\' && i + 1 < text.length() && escapes(text.charAt(i + 1), separator)) {
        part.append(text.charAt(++i));
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static boolean escapes(char next, char separator) {
    return next == '\\' || next == separator;
  }

  /** Splits into entries at {@code outer} and their words at {@code inner}, as portod does. */
  static List<List<String>> splitTuples(String text, char inner, char outer) {
    List<List<String>> tuples = new ArrayList<>();
    List<String> tuple = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : outer;
      if (c == inner || c == outer) {
        addTrimmed(word, tuple);
        if (c == outer && !tuple.isEmpty()) {
          tuples.add(tuple);
          tuple = new ArrayList<>();
        }
      } else if (c == '\\' && i + 1 < text.length() && (escapes(text.charAt(i + 1), inner)
          || text.charAt(i + 1) == outer)) {
        word.append(text.charAt(++i));
      } else {
        word.append(c);
      }
    }
    return tuples;
  }

  private static void addTrimmed(StringBuilder word, List<String> tuple) {
    String trimmed = trim(word.toString());
    word.setLength(0);
    if (!trimmed.isEmpty()) {
      tuple.add(trimmed);
    }
  }

  static String join(List<String> parts, char separator) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        out.append(separator);
      }
      escape(parts.get(i), separator, separator, out);
    }
    return out.toString();
  }

  static String joinTuples(List<List<String>> tuples, char inner, char outer) {
    StringBuilder out = new StringBuilder();
    for (List<String> tuple : tuples) {
      if (out.length() > 0) {
        out.append(outer);
      }
      for (int i = 0; i < tuple.size(); i++) {
        if (i > 0) {
          out.append(inner);
        }
        escape(tuple.get(i), inner, outer, out);
      }
    }
    return out.toString();
  }

  private static void escape(String part, char inner, char outer, StringBuilder out) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '\\' || c == inner || c == outer) {
        out.append('\\');
      }
      out.append(c);
    }
  }
}
