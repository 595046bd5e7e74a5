package org.puppetporto.spec;

import org.puppetporto.spec.property.Natives;

/**
 * The one rule for names: it holds for container, label, signal, metric and file alike. 1 to 100
 * letters, digits, dots, underscores and hyphens, beginning with a letter or digit; not {@code self},
 * which Porto keeps for the caller's own container.
 */
public final class Names {
  private static final int MAX_LENGTH = 100;

  private Names() {}

  public static boolean isValid(String name) {
    if (name.isEmpty() || name.length() > MAX_LENGTH || name.equals("self")
        || !isAlphanumeric(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isAlphanumeric(c) && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** What is wrong with a name, and what would be right. */
  public static String objection(String name) {
    return Natives.describe(name)
        + " is no name for a daemon; write 1 to 100 letters, digits, '.', '_' and '-',"
        + " beginning with a letter or digit, and not self";
  }
}
