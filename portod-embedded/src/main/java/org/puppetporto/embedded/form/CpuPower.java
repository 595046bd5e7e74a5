package org.puppetporto.embedded.form;

import java.util.List;

/**
 * Amounts of CPU: {@code 1.5c} cores, {@code 1500000000ns} a second, or a bare number in percent of the host.
 */
public final class CpuPower {
  private static final long NS_PER_CORE = 1_000_000_000L;
  private static final int CORE_DIGITS = 9;
  private static final int PERCENT_DIGITS = 2;

  private CpuPower() {}

  /**
   * Nanoseconds of CPU time per second.
   *
   * @param cores how many the host has
   */
  public static long parse(String text, int cores) {
    int unitStart = text.length();
    while (unitStart > 0 && !isDigit(text.charAt(unitStart - 1))) {
      unitStart--;
    }
    String unit = text.substring(unitStart);
    String number = text.substring(0, unitStart);
    switch (unit) {
      case "":
        return fixedPoint(number, PERCENT_DIGITS) * (NS_PER_CORE / 10_000) * cores;
      case "c":
        return fixedPoint(number, CORE_DIGITS);
      case "ns":
        return Numbers.uint64(number);
      default:
        throw PortoFailure.invalidValue("Invalid cpu power unit in '" + text + "'");
    }
  }

  public static String canonical(String text, int cores) {
    return format(parse(text, cores));
  }

  public static String format(long nanoseconds) {
    String whole = Long.toUnsignedString(Long.divideUnsigned(nanoseconds, NS_PER_CORE));
    long rest = Long.remainderUnsigned(nanoseconds, NS_PER_CORE);
    if (rest == 0) {
      return whole + "c";
    }
    String fraction = String.format("%09d", rest);
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return whole + "." + fraction.substring(0, end) + "c";
  }

  /** Cores as the specification messages carry them. */
  public static String ofCores(double cores) {
    return format((long) (cores * NS_PER_CORE));
  }

  public static double toCores(String canonical) {
    return Double.parseDouble(canonical.substring(0, canonical.length() - 1));
  }

  private static long fixedPoint(String text, int digits) {
    List<String> parts = text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
    if (parts.size() == 2 && parts.get(1).isEmpty()) {
      parts = parts.subList(0, 1);
    }
    if (parts.size() > 2) {
      throw PortoFailure.invalidValue("Bad value: " + text);
    }
    try {
      long value = parts.isEmpty() ? 0 : Numbers.uint64(parts.get(0));
      for (int i = 0; i < digits; i++) {
        value *= 10;
      }
      if (parts.size() == 2) {
        String fraction = parts.get(1);
        fraction = fraction.length() > digits ? fraction.substring(0, digits) : fraction;
        value += Numbers.uint64(fraction + "0".repeat(digits - fraction.length()));
      }
      return value;
    } catch (PortoFailure e) {
      throw PortoFailure.invalidValue("Bad value: " + text);
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
