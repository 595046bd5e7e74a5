package org.puppetporto.cli;

import java.util.Locale;

/** Amounts as people read them. */
final class Quantity {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final double STEP = 1024;
  private static final double NANOS = 1e9;
  private static final long[] SECONDS = {86_400, 3_600, 60, 1};
  private static final String[] SPANS = {"d", "h", "min", "s"};

  private Quantity() {}

  /** Such as {@code 96 KiB} or {@code 1.5 GiB}. */
  static String bytes(long count) {
    double amount = count;
    int unit = 0;
    while (Math.abs(amount) >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    boolean whole = amount == Math.rint(amount) || amount >= 100;
    return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", amount, UNITS[unit]);
  }

  /** Nanoseconds as seconds, such as {@code 12.3 s}. */
  static String nanos(long count) {
    return String.format(Locale.ROOT, "%.1f s", count / NANOS);
  }

  /** A span by its two largest units, such as {@code 2 h 3 min}. */
  static String span(long seconds) {
    long left = Math.max(seconds, 0);
    for (int i = 0; i < SECONDS.length - 1; i++) {
      if (left >= SECONDS[i]) {
        return left / SECONDS[i] + " " + SPANS[i] + " "
            + left % SECONDS[i] / SECONDS[i + 1] + " " + SPANS[i + 1];
      }
    }
    return left + " s";
  }
}
