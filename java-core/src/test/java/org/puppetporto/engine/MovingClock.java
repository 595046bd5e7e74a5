package org.puppetporto.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** A clock in Berlin that shows what it is set to. */
final class MovingClock extends Clock {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  Instant now;

  MovingClock(Instant now) {
    this.now = now;
  }

  @Override
  public ZoneId getZone() {
    return BERLIN;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("a test that moves it stays in Berlin");
  }

  @Override
  public Instant instant() {
    return now;
  }
}
