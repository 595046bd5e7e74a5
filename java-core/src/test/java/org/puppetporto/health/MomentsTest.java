package org.puppetporto.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** One process writes, another reads, with a monotonic clock that begins anywhere. */
class MomentsTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private static Moments moments(long nanos, long sinceBoot, Instant time, String boot) {
    return new Moments(() -> nanos, () -> sinceBoot, Clock.fixed(time, ZoneOffset.UTC), boot);
  }

  @Property
  void withinABootTheHostsClockMayJump(@ForAll long before, @ForAll long after,
      @ForAll @LongRange(min = 0, max = 3600) long ago, @ForAll @LongRange(min = 0, max = 3600) long passed,
      @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long jump) {
    Map<String, Object> written = moments(before, 5_000_000, NOON, "a").written(before - ago * SECOND);
    long read = moments(after, 5_000_000 + passed * 1000, NOON.plusSeconds(jump), "a").read(written, "a");
    assertEquals(ago + passed, Duration.ofNanos(after - read).toSeconds());
  }

  @Property
  void afterARebootTheHostsClockCounts(@ForAll long before, @ForAll long after,
      @ForAll @LongRange(min = 0, max = 3600) long ago, @ForAll @LongRange(min = 0, max = 3600) long passed) {
    Map<String, Object> written = moments(before, 5_000_000, NOON, "a").written(before - ago * SECOND);
    long read = moments(after, 10, NOON.plusSeconds(passed), "b").read(written, "a");
    assertEquals(ago + passed, Duration.ofNanos(after - read).toSeconds());
  }

  @Example
  void nothingWasLaterThanNow() {
    Map<String, Object> written = moments(0, 5_000_000, NOON, "a").written(0);
    assertEquals(7, moments(7, 10, NOON.minusSeconds(3600), "b").read(written, "a"));
    assertEquals(7, moments(7, 10, NOON, "a").read(written, "a"));
  }

  @Example
  void aHostThatTellsNoBootHasItsClock() {
    Map<String, Object> written = moments(0, -1, NOON, "").written(0);
    assertEquals(-60 * SECOND, moments(0, -1, NOON.plusSeconds(60), "").read(written, ""));
  }
}
