package org.puppetporto.status.sink;

import java.time.Duration;

/** The time that a sink may take in all. */
final class Budget {
  private final long end;

  Budget(Duration time) {
    end = System.nanoTime() + time.toNanos();
  }

  /** What is left; not negative. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  boolean spent() {
    return left().isZero();
  }
}
