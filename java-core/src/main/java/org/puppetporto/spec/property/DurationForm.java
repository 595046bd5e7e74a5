package org.puppetporto.spec.property;

import java.math.BigDecimal;

/**
 * Durations. Canonical: nanoseconds in digits. Rules from Porto 5.3.59 {@code StringToNsec}; a bare
 * number is nanoseconds.
 */
final class DurationForm implements Form {
  private final long minimum;
  private final long maximum;

  /** Durations within bounds, in nanoseconds. */
  DurationForm(long minimum, long maximum) {
    this.minimum = minimum;
    this.maximum = maximum;
  }

  @Override
  public Shape shape() {
    return Shape.DURATION;
  }

  @Override
  public String expected() {
    return "a duration such as 1s, 100ms or 500us (a bare number is nanoseconds)";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    long nanos = nanos(Natives.number(value, expected()));
    if (nanos < 0) {
      throw new PropertyValueException(Natives.describe(value) + " is not a duration; write " + expected());
    }
    if (nanos < minimum || nanos > maximum) {
      throw new PropertyValueException(
          Natives.describe(value) + " is out of range; write " + minimum + "ns to " + maximum + "ns");
    }
    return new TextValue(Long.toString(nanos));
  }

  private static long nanos(String text) {
    int end = 0;
    while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    long unit = unit(PortoText.trim(text.substring(end)));
    try {
      return unit < 0 ? -1 : new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(unit))
          .toBigInteger().longValueExact();
    } catch (NumberFormatException e) {
      return -1;
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  private static long unit(String unit) {
    switch (unit) {
      case "s":
      case "sec":
        return 1_000_000_000L;
      case "ms":
      case "msec":
        return 1_000_000L;
      case "us":
      case "usec":
        return 1_000L;
      case "":
      case "ns":
      case "nsec":
        return 1L;
      default:
        return -1;
    }
  }
}
