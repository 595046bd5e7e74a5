package org.puppetporto.health;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Moments of a monotonic clock, written down for the next process. Within one boot of the host they are told
 * by the time since it, which nobody sets; from a boot before by the host's clock, and never as later than
 * now.
 */
public final class Moments {
  /** What is older says nothing any more, and could not be told in nanoseconds at last. */
  private static final Duration OLDEST = Duration.ofDays(365);

  private final LongSupplier nanos;
  private final LongSupplier sinceBoot;
  private final Clock clock;
  private final String boot;

  /**
   * @param nanos the monotonic clock whose moments these are, in nanoseconds
   * @param sinceBoot milliseconds since the host was booted
   * @param clock the host's clock
   * @param boot names this boot; "" when that is not known
   */
  Moments(LongSupplier nanos, LongSupplier sinceBoot, Clock clock, String boot) {
    this.nanos = nanos;
    this.sinceBoot = sinceBoot;
    this.clock = clock;
    this.boot = boot;
  }

  /** As this host's kernel tells them. */
  static Moments of(LongSupplier nanos, Clock clock) {
    String boot = text("/proc/sys/kernel/random/boot_id");
    return new Moments(nanos, Moments::uptime, clock, uptime() < 0 ? "" : boot);
  }

  private static long uptime() {
    String text = text("/proc/uptime");
    int end = text.indexOf(' ');
    return end < 0 ? -1 : new BigDecimal(text.substring(0, end)).movePointRight(3).longValue();
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      return "";
    }
  }

  String boot() {
    return boot;
  }

  /** A moment as a document. */
  public Map<String, Object> written(long moment) {
    long ago = Math.max(0, nanos.getAsLong() - moment) / 1_000_000;
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("at", clock.instant().minusMillis(ago).toString());
    document.put("uptime_ms", sinceBoot.getAsLong() - ago);
    return document;
  }

  /**
   * A moment from such a document.
   *
   * @param boot the boot in which it was written
   * @throws RuntimeException when it is none
   */
  long read(Map<?, ?> document, String boot) {
    long ago = !boot.isEmpty() && boot.equals(this.boot)
        ? sinceBoot.getAsLong() - ((Number) document.get("uptime_ms")).longValue()
        : Duration.between(Instant.parse((String) document.get("at")), clock.instant()).toMillis();
    return nanos.getAsLong() - Math.min(Math.max(0, ago), OLDEST.toMillis()) * 1_000_000;
  }
}
