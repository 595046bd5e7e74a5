package org.puppetporto.agent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/** The host's clock, set by somebody at any moment. */
final class JumpingClock extends Clock {
  private final Clock host = Clock.systemDefaultZone();
  private final Supplier<Duration> offset;

  JumpingClock(Supplier<Duration> offset) {
    this.offset = offset;
  }

  @Override
  public ZoneId getZone() {
    return host.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new IllegalStateException("nobody asks for another zone");
  }

  @Override
  public Instant instant() {
    return host.instant().plus(offset.get());
  }
}
