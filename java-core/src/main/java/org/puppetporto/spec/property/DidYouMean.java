package org.puppetporto.spec.property;

import java.util.Collection;
import java.util.Locale;

/** Finds the name somebody probably meant. */
public final class DidYouMean {
  private DidYouMean() {}

  /** {@code "; did you mean 'x'?"}, or "" when nothing is close enough to help. */
  public static String hint(String given, Collection<String> known) {
    String lower = given.toLowerCase(Locale.ROOT);
    String best = "";
    int bestDistance = Math.max(1, Math.min(3, given.length() / 3)) + 1;
    for (String name : known) {
      if (Math.abs(name.length() - given.length()) < bestDistance) {
        int distance = distance(lower, name.toLowerCase(Locale.ROOT));
        if (distance < bestDistance || distance == bestDistance && name.compareTo(best) < 0) {
          best = name;
          bestDistance = distance;
        }
      }
    }
    return best.isEmpty() ? "" : "; did you mean '" + best + "'?";
  }

  /** The hint, or where nothing is close enough all of the known names. */
  static String hintOrNames(String given, Collection<String> known) {
    String hint = hint(given, known);
    return hint.isEmpty() ? "; write one of " + String.join(", ", known) : hint;
  }

  /** Levenshtein distance, with a swap of two neighbours counted as one. */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
