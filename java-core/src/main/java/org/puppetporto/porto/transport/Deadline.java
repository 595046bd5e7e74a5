package org.puppetporto.porto.transport;

import java.time.Duration;

/** A point in time after which waiting ends, on the monotonic clock. */
public final class Deadline {
  private final long nanos;
  private final Duration allowance;

  private Deadline(Duration allowance) {
    this.allowance = allowance;
    this.nanos = System.nanoTime() + saturatedNanos(allowance);
  }

  public static Deadline after(Duration allowance) {
    return new Deadline(allowance);
  }

  /** What was allowed in all; for messages. */
  public Duration allowance() {
    return allowance;
  }

  /** What is left; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** What is left in milliseconds, rounded up, so that zero means that the deadline has passed. */
  public long leftMillis() {
    long left = nanos - System.nanoTime();
    return left <= 0 ? 0 : (left + 999_999) / 1_000_000;
  }

  public boolean passed() {
    return leftMillis() == 0;
  }

  /** Half of the clock's range, so that the sum with any reading of the clock compares as it should. */
  private static long saturatedNanos(Duration duration) {
    long most = Long.MAX_VALUE / 2;
    return duration.compareTo(Duration.ofNanos(most)) > 0 ? most : duration.toNanos();
  }
}
