package org.puppetporto.porto;

import java.time.Duration;

/** Timeouts as Porto takes them: milliseconds in a uint32, which Java holds in an int's bits. */
final class Millis {
  private static final long LONGEST = 0xffff_ffffL;

  private Millis() {}

  /** Rounded up, so that only zero is zero; cut to 49 days, the longest there is. */
  static int uint32(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a timeout must not be negative: " + duration);
    }
    if (duration.compareTo(Duration.ofMillis(LONGEST)) >= 0) {
      return (int) LONGEST;
    }
    return (int) duration.plusNanos(999_999).toMillis();
  }
}
