package org.puppetporto.embedded.form;

import java.util.ArrayList;
import java.util.List;

/**
 * Porto's lists in strings. Parts are trimmed and empty ones dropped; a backslash escapes only itself and
 * the separators, and is an ordinary character elsewhere. Joined lists escape backslash and separators.
 */
public final class Escaped {
  /** Stands for "no such separator". */
  private static final char NONE = 0;

  private Escaped() {}

  public static List<String> split(String text, char separator) {
    List<List<String>> rows = splitRows(text, separator, NONE);
    return rows.isEmpty() ? List.of() : rows.get(0);
  }

  /** Rows separated by {@code outer}, each of words separated by {@code inner}. */
  public static List<List<String>> splitRows(String text, char inner, char outer) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == inner || isOuter(c, outer)) {
        addWord(row, word);
        if (isOuter(c, outer) && !row.isEmpty()) {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (c == '\\' && i + 1 < text.length() && isEscapable(text.charAt(i + 1), inner, outer)) {
        word.append(text.charAt(++i));
      } else {
        word.append(c);
      }
    }
    addWord(row, word);
    if (!row.isEmpty()) {
      rows.add(row);
    }
    return rows;
  }

  public static String join(List<String> words, char separator) {
    return joinRows(List.of(words), separator, NONE);
  }

  public static String joinRows(List<List<String>> rows, char inner, char outer) {
    StringBuilder text = new StringBuilder();
    boolean firstRow = true;
    for (List<String> row : rows) {
      if (row.isEmpty()) {
        continue;
      }
      if (!firstRow) {
        text.append(outer);
      }
      firstRow = false;
      for (int i = 0; i < row.size(); i++) {
        if (i > 0) {
          text.append(inner);
        }
        appendEscaped(text, row.get(i), inner, outer);
      }
    }
    return text.toString();
  }

  private static void appendEscaped(StringBuilder text, String word, char inner, char outer) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (isEscapable(c, inner, outer)) {
        text.append('\\');
      }
      text.append(c);
    }
  }

  private static boolean isOuter(char c, char outer) {
    return outer != NONE && c == outer;
  }

  private static boolean isEscapable(char c, char inner, char outer) {
    return c == '\\' || c == inner || isOuter(c, outer);
  }

  private static void addWord(List<String> row, StringBuilder word) {
    String trimmed = Blank.trim(word.toString());
    if (!trimmed.isEmpty()) {
      row.add(trimmed);
    }
    word.setLength(0);
  }
}
