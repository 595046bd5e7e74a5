package org.puppetporto.embedded.form;

/**
 * Masks for names: {@code ***} is everything below, otherwise a shell pattern whose wildcards stop at
 * slashes.
 */
public final class Masks {
  private static final String ALL = "***";

  private Masks() {}

  public static boolean isMask(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  public static boolean matches(String name, String mask) {
    if (mask.equals(ALL)) {
      return true;
    }
    if (mask.endsWith(ALL)) {
      return name.startsWith(mask.substring(0, mask.indexOf(ALL)));
    }
    if (mask.startsWith(ALL)) {
      return name.endsWith(mask.substring(ALL.length()));
    }
    return matches(name, 0, mask, 0);
  }

  private static boolean matches(String name, int n, String mask, int m) {
    while (m < mask.length()) {
      char c = mask.charAt(m);
      if (c == '*') {
        for (int end = n; end <= name.length(); end++) {
          if (matches(name, end, mask, m + 1)) {
            return true;
          }
          if (end < name.length() && name.charAt(end) == '/') {
            return false;
          }
        }
        return false;
      }
      if (n == name.length()) {
        return false;
      }
      int classEnd = c == '[' ? mask.indexOf(']', m + 2) : -1;
      if (classEnd > 0) {
        if (!inClass(name.charAt(n), mask.substring(m + 1, classEnd))) {
          return false;
        }
        m = classEnd;
      } else if (c == '?' ? name.charAt(n) == '/' : c != name.charAt(n)) {
        return false;
      }
      n++;
      m++;
    }
    return n == name.length();
  }

  private static boolean inClass(char c, String members) {
    boolean negated = members.charAt(0) == '!' || members.charAt(0) == '^';
    boolean found = false;
    for (int i = negated ? 1 : 0; i < members.length(); i++) {
      if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
        found |= members.charAt(i) <= c && c <= members.charAt(i + 2);
        i += 2;
      } else {
        found |= members.charAt(i) == c;
      }
    }
    return c != '/' && found != negated;
  }
}
