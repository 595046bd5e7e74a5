package org.puppetporto.health;

import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The next look at one thing of one patient.
 *
 * @param kind the probe; empty for the files that restart it
 * @param due when, by the monotonic clock
 */
record Round(Patient patient, Optional<Kind> kind, long due, LongSupplier nanos) implements Delayed {
  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - nanos.getAsLong(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.signum(due - ((Round) other).due());
  }

  Round again(long when) {
    return new Round(patient, kind, when, nanos);
  }
}
