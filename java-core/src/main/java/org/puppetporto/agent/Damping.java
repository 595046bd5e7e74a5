package org.puppetporto.agent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * When a daemon may be acted on again. The first time it is at once, so that what died is back in a second;
 * each further time doubles the pause, so that what dies over and over costs little, and what lasts halves
 * it. By a monotonic clock: a step of the host's clock changes nothing.
 */
final class Damping {
  /** After the first act. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private record Acts(String aim, long last, Duration pause) {}

  private final LongSupplier nanos;
  private final Map<String, Acts> acts = new HashMap<>();

  /** @param nanos a monotonic clock, in nanoseconds */
  Damping(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * How long to leave a daemon alone still; zero when it may be acted on.
   *
   * @param aim what it is to be brought to: a new declaration is no repetition
   */
  Duration left(String name, String aim) {
    Acts known = acts.get(name);
    if (known == null || !known.aim.equals(aim)) {
      return Duration.ZERO;
    }
    Duration left = known.pause.minusNanos(nanos.getAsLong() - known.last);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** It was acted on just now, with this aim. */
  void acted(String name, String aim) {
    long now = nanos.getAsLong();
    Acts known = acts.get(name);
    boolean repeated = known != null && known.aim.equals(aim);
    acts.put(name, new Acts(aim, now, repeated ? next(known, now) : FIRST_PAUSE));
  }

  /** Forgets all but these: they are not there any more. */
  void retain(Set<String> names) {
    acts.keySet().retainAll(names);
  }

  /** Longer for what did not last, shorter again for what lasted twice the pause. */
  private static Duration next(Acts known, long now) {
    boolean lasted = Duration.ofNanos(now - known.last).compareTo(known.pause.multipliedBy(2)) >= 0;
    Duration pause = lasted ? known.pause.dividedBy(2) : known.pause.multipliedBy(2);
    if (pause.compareTo(FIRST_PAUSE) < 0) {
      return FIRST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
