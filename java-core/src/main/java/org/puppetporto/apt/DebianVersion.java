package org.puppetporto.apt;

import java.util.Comparator;

/**
 * Debian's ordering of package versions, as dpkg has it: epoch, then upstream version, then revision; runs
 * of digits by value, {@code ~} before everything, even before the end, letters before other characters.
 *
 * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html#version">Debian
 *     Policy 5.6.12</a>
 */
public final class DebianVersion {
  /** Orders versions as {@code dpkg --compare-versions} does. */
  public static final Comparator<String> ORDER = DebianVersion::compare;

  private DebianVersion() {}

  /** Negative, zero or positive as {@code a} is lower than, equal to or higher than {@code b}. */
  public static int compare(String a, String b) {
    int aColon = a.indexOf(':');
    int bColon = b.indexOf(':');
    int order = part(a, 0, Math.max(aColon, 0), b, 0, Math.max(bColon, 0));
    if (order != 0) {
      return order;
    }
    int aDash = lastDash(a, aColon + 1);
    int bDash = lastDash(b, bColon + 1);
    order = part(a, aColon + 1, aDash, b, bColon + 1, bDash);
    if (order != 0) {
      return order;
    }
    int aRevision = Math.min(aDash + 1, a.length());
    int bRevision = Math.min(bDash + 1, b.length());
    return part(a, aRevision, a.length(), b, bRevision, b.length());
  }

  private static int lastDash(String version, int from) {
    int dash = version.lastIndexOf('-');
    return dash < from ? version.length() : dash;
  }

  private static int part(String a, int i, int aEnd, String b, int j, int bEnd) {
    while (i < aEnd || j < bEnd) {
      while (i < aEnd && !digit(a.charAt(i)) || j < bEnd && !digit(b.charAt(j))) {
        int order = weight(a, i, aEnd) - weight(b, j, bEnd);
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      while (i < aEnd && a.charAt(i) == '0') {
        i++;
      }
      while (j < bEnd && b.charAt(j) == '0') {
        j++;
      }
      int firstDifference = 0;
      while (i < aEnd && j < bEnd && digit(a.charAt(i)) && digit(b.charAt(j))) {
        if (firstDifference == 0) {
          firstDifference = a.charAt(i) - b.charAt(j);
        }
        i++;
        j++;
      }
      if (i < aEnd && digit(a.charAt(i))) {
        return 1;
      }
      if (j < bEnd && digit(b.charAt(j))) {
        return -1;
      }
      if (firstDifference != 0) {
        return firstDifference;
      }
    }
    return 0;
  }

  private static int weight(String version, int at, int end) {
    if (at >= end || digit(version.charAt(at))) {
      return 0;
    }
    char c = version.charAt(at);
    if (c == '~') {
      return -1;
    }
    return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' ? c : c + 256;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
