package org.puppetporto.agent;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.puppetporto.health.Memory;
import org.puppetporto.health.Moments;

/**
 * When a daemon may be acted on again. The first time it is at once, so that what died is back in a second;
 * each further time doubles the pause, so that what dies over and over costs little, and what lasts halves
 * it. By a monotonic clock: a step of the host's clock changes nothing. What it knows outlives the agent, so
 * that a restart of the agent, or its crash, is no way around a pause.
 */
final class Damping {
  /** After the first act. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /**
   * What was done to one daemon.
   *
   * @param aim what it was to be brought to
   * @param last when
   * @param pause how long it is left alone since then
   */
  record Acts(String aim, long last, Duration pause) {
    static final Memory.Form<Acts> FORM = new Memory.Form<>() {
      @Override
      public Map<String, Object> write(Acts acts, Moments moments) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("aim", acts.aim);
        document.put("last", moments.written(acts.last));
        document.put("pause_ms", acts.pause.toMillis());
        return document;
      }

      @Override
      public Acts read(Map<String, Object> document, ToLongFunction<Object> moment) {
        long pause = ((Number) document.get("pause_ms")).longValue();
        return new Acts(document.get("aim").toString(), moment.applyAsLong(document.get("last")),
            bounded(Duration.ofMillis(pause)));
      }
    };
  }

  private final LongSupplier nanos;
  private final Memory<Acts> memory;
  private final Map<String, Acts> acts;

  /**
   * @param nanos a monotonic clock, in nanoseconds
   * @param memory by the same clock
   */
  Damping(LongSupplier nanos, Memory<Acts> memory) {
    this.nanos = nanos;
    this.memory = memory;
    this.acts = new HashMap<>(memory.read());
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
    memory.write(acts);
  }

  /** Forgets all but these: they are not there any more. */
  void retain(Set<String> names) {
    if (acts.keySet().retainAll(names)) {
      memory.write(acts);
    }
  }

  /** Longer for what did not last, shorter again for what lasted twice the pause. */
  private static Duration next(Acts known, long now) {
    boolean lasted = Duration.ofNanos(now - known.last).compareTo(known.pause.multipliedBy(2)) >= 0;
    return bounded(lasted ? known.pause.dividedBy(2) : known.pause.multipliedBy(2));
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(FIRST_PAUSE) < 0) {
      return FIRST_PAUSE;
    }
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
