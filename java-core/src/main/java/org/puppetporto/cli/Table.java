package org.puppetporto.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in columns that fit a width; the last column gives way first. Where there is too little room for all, the
 * first ones stay as they are, and those between them and the last are left out.
 */
final class Table {
  private static final String GAP = "  ";
  private static final String CUT = "~";
  private static final int LEAST = 4;
  /** The first columns tell what a row is about. */
  private static final int KEPT = 3;

  private final List<List<String>> rows = new ArrayList<>();
  private final List<Colour> colours = new ArrayList<>();

  Table(String... titles) {
    rows.add(List.of(titles));
    colours.add(Colour.TITLE);
  }

  void row(String... cells) {
    row(Colour.PLAIN, cells);
  }

  void row(Colour colour, String... cells) {
    rows.add(List.of(cells).stream().map(Plain::text).toList());
    colours.add(colour);
  }

  /** As the console wants it: its width, and colours where it has any. */
  String text(Console console) {
    String[] lines = text(console.width()).split("\n");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      out.append(colours.get(i).on(lines[i], console)).append('\n');
    }
    return out.toString();
  }

  String text(int width) {
    int[] widths = widths(width);
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        if (widths[i] == 0) {
          continue;
        }
        String cell = fit(row.get(i), widths[i]);
        line.append(i == 0 ? "" : GAP).append(cell).append(" ".repeat(widths[i] - cell.length()));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private int[] widths(int limit) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int last = widths.length - 1;
    long least = excess(widths, limit);
    for (int i = KEPT; i <= last; i++) {
      least -= Math.max(widths[i] - LEAST, 0);
    }
    for (int i = KEPT; i < last && least > 0; i++) {
      widths[i] = 0;
    }
    long excess = excess(widths, limit);
    for (int i = widths.length - 1; i >= 0 && excess > 0; i--) {
      int given = (int) Math.min(excess, Math.max(widths[i] - LEAST, 0));
      widths[i] -= given;
      excess -= given;
    }
    return widths;
  }

  private static long excess(int[] widths, int limit) {
    long excess = -(long) limit - GAP.length();
    for (int width : widths) {
      excess += width == 0 ? 0 : width + GAP.length();
    }
    return excess;
  }

  private static String fit(String cell, int width) {
    return cell.length() <= width ? cell : cell.substring(0, width - 1) + CUT;
  }
}
