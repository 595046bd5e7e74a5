package org.puppetporto.spec;

import java.math.BigDecimal;
import java.time.Duration;
import org.puppetporto.spec.property.Natives;

/** Times as a definition writes them: seconds, or with a unit. */
final class Durations {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_NUMBER = 20;

  private Durations() {}

  /** The time at {@code path}; {@code otherwise}, with a problem noted, when it is none. */
  static Duration read(Object value, Duration otherwise, String path, Problems problems) {
    Duration duration = value instanceof Number || value instanceof String ? parse(value.toString()) : null;
    if (duration == null || duration.compareTo(DAY) > 0) {
      problems.add(path, Natives.describe(value)
          + " is no duration; write seconds such as 10 or 0.5, or 500ms, 10s, 5m, 1h, at most a day");
      return otherwise;
    }
    return duration;
  }

  private static Duration parse(String text) {
    int end = 0;
    while (end < text.length()
        && (text.charAt(end) >= '0' && text.charAt(end) <= '9' || text.charAt(end) == '.')) {
      end++;
    }
    long millis = millis(text.substring(end).trim());
    if (millis == 0 || end == 0 || end > MAX_NUMBER) {
      return null;
    }
    try {
      BigDecimal total = new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(millis));
      return total.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null
          : Duration.ofMillis(total.longValue());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static long millis(String unit) {
    switch (unit) {
      case "ms":
        return 1;
      case "":
      case "s":
        return 1_000;
      case "m":
        return 60_000;
      case "h":
        return 3_600_000;
      default:
        return 0;
    }
  }
}
