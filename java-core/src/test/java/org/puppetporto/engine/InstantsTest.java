package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InstantsTest {
  @Test
  void readsWhatInstantsWrite() {
    Random random = new Random(8);
    for (int i = 0; i < 2000; i++) {
      long seconds = (long) (random.nextDouble() * 8e10) - 2_000_000_000L;
      int nanos = List.of(0, 120_000_000, 1_000, 999_999_999, random.nextInt(1_000_000_000)).get(i % 5);
      Instant instant = Instant.ofEpochSecond(seconds, nanos);
      assertEquals(instant, Instants.read(instant.toString()));
    }
    for (Instant far : List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.parse("2028-02-29T23:59:59Z"))) {
      assertEquals(far, Instants.read(far.toString()));
    }
  }

  @Test
  void judgesTheRestAsInstantsDo() {
    for (String text : List.of("", "Z", "now", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00Z",
        "2026-13-31T12:00:00Z", "2026-02-30T12:00:00Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:0xZ",
        "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00.1234567890Z", "2026-01-31T24:00:00Z", "2026-01-31t12:00:00z",
        "2016-12-31T23:59:60Z", "2026-01-31T12:00:00+01:00", "2026-01-31T12:00:00.-1Z")) {
      Instant expected;
      try {
        expected = Instant.parse(text);
      } catch (DateTimeException e) {
        assertThrows(DateTimeException.class, () -> Instants.read(text), text);
        continue;
      }
      assertEquals(expected, Instants.read(text), text);
    }
  }
}
