package org.puppetporto.spec;

import java.time.Duration;

/**
 * A check that is made again and again.
 *
 * @param check what is asked
 * @param initialDelay from the start of the process to the first check
 * @param interval from one check to the next
 * @param timeout how long one check may take
 * @param successThreshold how many successes in a row make it well
 * @param failureThreshold how many failures in a row make it ill
 */
public record Probe(Check check, Duration initialDelay, Duration interval, Duration timeout,
    int successThreshold, int failureThreshold) {
  /** Where a probe is silent, with any check. */
  static Probe silent(Check check) {
    return new Probe(check, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(5), 1, 3);
  }
}
