package org.puppetporto.embedded.form;

import java.util.List;

/** Command lines as lists. */
public final class Argv {
  private static final char SEPARATOR = '\t';

  private Argv() {}

  public static List<String> parse(String text) {
    return Escaped.split(text, SEPARATOR);
  }

  public static String format(List<String> argv) {
    return Escaped.join(argv, SEPARATOR);
  }

  /** The {@code command} that setting an argv leaves behind: each word quoted, with a trailing blank. */
  public static String quoted(List<String> argv) {
    StringBuilder command = new StringBuilder();
    for (String word : argv) {
      command.append('\'').append(word.replace("'", "'\\''")).append("' ");
    }
    return command.toString();
  }
}
