package org.puppetporto.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.puppetporto.spec.Health.Backoff;

/** Restarts keep their distance and their number, however ill a daemon is. */
class RemediationTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3600 * SECOND;

  private static Backoff backoff(long initial, long max, int perHour) {
    return new Backoff(Duration.ofSeconds(initial), Duration.ofSeconds(max), perHour);
  }

  /** Restarts as early as it may each time, then stays ill for the given while longer. */
  private static List<Long> restarts(Backoff backoff, List<Long> whiles, long start) {
    List<Long> all = new ArrayList<>();
    Remediation remediation = Remediation.NONE;
    long now = start;
    for (long more : whiles) {
      now += remediation.left(backoff, now).toNanos();
      assertEquals(Duration.ZERO, remediation.left(backoff, now));
      assertEquals("", remediation.why(backoff, now));
      all.add(now);
      remediation = remediation.restarted(now);
      now += more;
    }
    return all;
  }

  @Property
  void noHourSeesMoreThanTheCap(@ForAll @Size(max = 40) List<@LongRange(min = 0, max = 3 * HOUR) Long> whiles,
      @ForAll @IntRange(min = 1, max = 8) int perHour, @ForAll @LongRange(min = 0, max = 900) long initial,
      @ForAll @LongRange(min = -1000 * HOUR, max = 1000 * HOUR) long start) {
    List<Long> all = restarts(backoff(initial, Math.max(initial, 600), perHour), whiles, start);
    for (int i = perHour; i < all.size(); i++) {
      assertTrue(all.get(i) - all.get(i - perHour) >= HOUR, () -> "" + all);
    }
  }

  @Property
  void eachPauseIsTwiceTheOneBeforeUpToTheLongest(
      @ForAll @Size(max = 30) List<@LongRange(min = 0, max = 300 * SECOND) Long> whiles,
      @ForAll @LongRange(min = 1, max = 60) long initial, @ForAll @IntRange(min = 0, max = 5000) int more) {
    long max = initial + more;
    List<Long> all = restarts(backoff(initial, max, 1000), whiles, 0);
    long pause = initial;
    for (int i = 1; i < all.size(); i++) {
      assertTrue(all.get(i) - all.get(i - 1) >= pause * SECOND, () -> "" + all);
      pause = Math.min(2 * pause, max);
    }
  }

  @Property
  void whatWasWellForLongBeginsAnew(@ForAll @IntRange(min = 1, max = 50) int row,
      @ForAll @LongRange(min = 0, max = 7200) long well) {
    Backoff backoff = backoff(10, 600, 1000);
    Remediation remediation = Remediation.NONE;
    for (int i = 0; i < row; i++) {
      remediation = remediation.restarted(0);
    }
    Remediation later = remediation.well(backoff, 0, well * SECOND);
    assertEquals(well >= 600 ? 0 : row, later.row());
  }

  @Example
  void theWaitIsToldInWords() {
    Backoff backoff = backoff(10, 600, 3);
    Remediation once = Remediation.NONE.restarted(0);
    assertEquals(Duration.ofSeconds(7), once.left(backoff, 3 * SECOND));
    assertEquals("restarted 1 time for it already", once.why(backoff, 3 * SECOND));
    Remediation often = once.restarted(10 * SECOND).restarted(30 * SECOND);
    assertEquals(Duration.ofSeconds(3600 - 500), often.left(backoff, 500 * SECOND));
    assertEquals("restarted 3 times within the hour, which is as often as it may be",
        often.why(backoff, 500 * SECOND));
    assertEquals(Duration.ZERO, often.left(backoff, HOUR));
  }

  @Example
  void aPauseMayBeLongerThanTheHourThatIsRemembered() {
    Backoff backoff = backoff(7200, 7200, 6);
    Remediation once = Remediation.NONE.restarted(0);
    assertEquals(Duration.ofHours(1), once.left(backoff, HOUR));
  }
}
