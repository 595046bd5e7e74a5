package org.puppetporto.embedded.form;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Durations in nanoseconds: a number with {@code s ms us ns ps fs} (or {@code sec}, {@code msec}, ...), or
 * bare.
 */
public final class Durations {
  private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
      Map.entry("", BigDecimal.ONE),
      Map.entry("s", BigDecimal.valueOf(1_000_000_000)), Map.entry("sec", BigDecimal.valueOf(1_000_000_000)),
      Map.entry("ms", BigDecimal.valueOf(1_000_000)), Map.entry("msec", BigDecimal.valueOf(1_000_000)),
      Map.entry("us", BigDecimal.valueOf(1000)), Map.entry("usec", BigDecimal.valueOf(1000)),
      Map.entry("ns", BigDecimal.ONE), Map.entry("nsec", BigDecimal.ONE),
      Map.entry("ps", new BigDecimal("0.001")), Map.entry("psec", new BigDecimal("0.001")),
      Map.entry("fs", new BigDecimal("0.000001")), Map.entry("fsec", new BigDecimal("0.000001")));

  private Durations() {}

  public static long nanoseconds(String text) {
    Numbers.Measured<BigDecimal> number = Numbers.decimal(text);
    if (number == null) {
      throw PortoFailure.invalidValue("Bad value: " + text);
    }
    if (number.value().signum() < 0) {
      throw PortoFailure.invalidValue("Negative: " + text);
    }
    BigDecimal unit = UNITS.get(number.unit());
    if (unit == null) {
      throw PortoFailure.invalidValue("Unknown unit: " + number.unit());
    }
    BigDecimal nanoseconds = number.value().multiply(unit);
    if (nanoseconds.toBigInteger().compareTo(Numbers.TWO_64) >= 0) {
      throw PortoFailure.invalidValue("Too big: " + text);
    }
    return nanoseconds.toBigInteger().longValue();
  }
}
