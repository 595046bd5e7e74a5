package org.puppetporto.spec.property;

import java.util.function.IntSupplier;

/**
 * CPU power. Canonical: cores with the unit {@code c}. Rules from Porto 5.3.59
 * {@code StringToCpuPower}: {@code 1.5c}, {@code 1500000000ns}, and a bare number, which is percent of
 * all cores of the host. Older portods keep six significant digits.
 */
final class CpuForm implements Form {
  private static final long SECOND = 1_000_000_000L;
  private static final double OLD_PRECISION = 1e-6;
  private final IntSupplier cores;

  CpuForm(IntSupplier cores) {
    this.cores = cores;
  }

  @Override
  public Shape shape() {
    return Shape.CPU;
  }

  @Override
  public String expected() {
    return "cores such as 0.5c or 3c (a bare number is percent of all cores of the host)";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    long power = power(Natives.number(value, expected()));
    if (power < 0) {
      throw new PropertyValueException(Natives.describe(value) + " is not CPU power; write " + expected());
    }
    return new TextValue(text(power));
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    if (desired.canonical().equals(readBack)) {
      return true;
    }
    long was = power(readBack);
    long wanted = power(desired.canonical());
    return was >= 0 && Math.abs(was - wanted) <= wanted * OLD_PRECISION;
  }

  /** Nanoseconds of CPU time a second; -1 when this is not CPU power. */
  private long power(String text) {
    int end = text.length();
    while (end > 0 && !isDigit(text.charAt(end - 1))) {
      end--;
    }
    String unit = text.substring(end);
    String number = text.substring(0, end);
    if (unit.equals("c")) {
      return fixedPoint(number, 9);
    }
    if (unit.equals("ns")) {
      return fixedPoint(number, 0);
    }
    long percent = unit.isEmpty() ? fixedPoint(number, 2) : -1;
    return percent < 0 || percent > Long.MAX_VALUE / SECOND ? -1
        : percent * (SECOND / 10_000) * cores.getAsInt();
  }

  private static long fixedPoint(String number, int decimals) {
    long value = 0;
    int seen = -1;
    if (number.isEmpty() || !isDigit(number.charAt(0))) {
      return -1;
    }
    for (int i = 0; i < number.length(); i++) {
      char c = number.charAt(i);
      if (c == '.' && seen < 0 && decimals > 0) {
        seen = 0;
      } else if (!isDigit(c) || value > Long.MAX_VALUE / 10 - 10) {
        return -1;
      } else if (seen < 0 || seen++ < decimals) {
        value = value * 10 + c - '0';
      }
    }
    for (int missing = decimals - Math.min(Math.max(seen, 0), decimals); missing > 0; missing--) {
      if (value > Long.MAX_VALUE / 10) {
        return -1;
      }
      value *= 10;
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String text(long power) {
    long rest = power % SECOND;
    if (rest == 0) {
      return power / SECOND + "c";
    }
    StringBuilder fraction = new StringBuilder(Long.toString(SECOND + rest)).deleteCharAt(0);
    while (fraction.charAt(fraction.length() - 1) == '0') {
      fraction.setLength(fraction.length() - 1);
    }
    return power / SECOND + "." + fraction + "c";
  }
}
