package org.puppetporto.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a width, broken between words where there are any. */
final class Fold {
  private static final int LEAST = 20;

  private Fold() {}

  /** @param width most columns of a line; a terminal too narrow for text gets lines that are too long */
  static List<String> lines(String text, int width) {
    int most = Math.max(width, LEAST);
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > most) {
      int blank = rest.lastIndexOf(' ', most);
      int end = blank > most / 2 ? blank : most;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
