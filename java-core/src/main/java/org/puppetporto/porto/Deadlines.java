package org.puppetporto.porto;

import java.time.Duration;

/**
 * How long to wait for portod.
 *
 * @param connect for a place in the queue of its socket; 10 s by default
 * @param read for the answer to what changes nothing; 60 s by default
 * @param change for the answer to what changes something, on top of what the call itself may take, such as
 *     a stop timeout; 300 s by default, as Porto's own clients have it: a busy container is waited for
 * @param disk for the answer to what moves whole trees of files; 1200 s by default
 */
public record Deadlines(Duration connect, Duration read, Duration change, Duration disk) {
  public static final Deadlines DEFAULT = new Deadlines(
      Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(1200));

  public Deadlines {
    for (Duration duration : new Duration[] {connect, read, change, disk}) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("a deadline must be positive: " + duration);
      }
    }
  }

  /** The same time for everything. */
  public static Deadlines all(Duration duration) {
    return new Deadlines(duration, duration, duration, duration);
  }
}
