package org.puppetporto.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one knows that a daemon is well, and what is done when it is not. No part of it enters the revision, so
 * changing it never restarts anything.
 *
 * @param liveness a daemon that fails it is restarted
 * @param readiness a daemon that fails it is not ready; an update waits for it
 * @param restartFiles absolute paths; the daemon is restarted when one of them is written or touched
 * @param backoff how restarts for want of health are held back
 */
public record Health(Optional<Probe> liveness, Optional<Probe> readiness, List<String> restartFiles,
    Backoff backoff) {
  /** Nothing is asked and nothing is done. */
  public static final Health NONE =
      new Health(Optional.empty(), Optional.empty(), List.of(), Backoff.DEFAULT);

  public Health {
    restartFiles = List.copyOf(restartFiles);
  }

  /** Whether this is {@link #NONE}, which is nearly always that very object. */
  public boolean none() {
    return this == NONE || equals(NONE);
  }

  /** What an update waits for: the readiness probe, or the liveness probe where there is none. */
  public Optional<Probe> gate() {
    return readiness.or(() -> liveness);
  }

  /**
   * How restarts for want of health are held back.
   *
   * @param initial how long after a restart the next one may come; doubled each time
   * @param max the longest it gets; a daemon that was well for as long begins anew
   * @param perHour how many there may be within an hour
   */
  public record Backoff(Duration initial, Duration max, int perHour) {
    static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(10), 6);
  }
}
