package org.puppetporto.embedded.form;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sizes in bytes: 1024-based units {@code B K M G T P E}, either case, then {@code b}, {@code B} or {@code
 * iB}.
 */
public final class Sizes {
  private static final String UNITS = "BKMGTPE";

  private Sizes() {}

  /** Bytes, as an unsigned 64-bit number. */
  public static long parse(String text) {
    Numbers.Measured<BigInteger> whole = Numbers.unsigned(text);
    if (whole != null && shift(whole.unit()) >= 0) {
      BigInteger bytes = whole.value().shiftLeft(shift(whole.unit()));
      return inRange(text, bytes);
    }
    Numbers.Measured<BigDecimal> number = Numbers.decimal(text);
    if (number == null) {
      throw PortoFailure.invalidValue("Bad value: " + text);
    }
    if (number.value().signum() < 0) {
      throw PortoFailure.invalidValue("Negative: " + text);
    }
    int shift = number.unit().isEmpty() && whole != null ? letterShift(whole.unit()) : shift(number.unit());
    if (shift < 0) {
      throw PortoFailure.invalidValue("Bad value unit: " + number.unit());
    }
    return inRange(text, number.value().multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift)))
        .toBigInteger());
  }

  public static String canonical(String text) {
    return Long.toUnsignedString(parse(text));
  }

  private static long inRange(String text, BigInteger bytes) {
    if (bytes.compareTo(Numbers.TWO_64) >= 0) {
      throw PortoFailure.invalidValue("Too big: " + text);
    }
    return bytes.longValue();
  }

  /** An exponent was first taken for the unit "exa", and Porto keeps that factor: 1e3 is too big. */
  private static int letterShift(String unit) {
    return unit.isEmpty() ? 0 : Math.max(0, 10 * UNITS.indexOf(Character.toUpperCase(unit.charAt(0))));
  }

  /** How many bits the unit shifts by; -1 when there is no such unit. */
  private static int shift(String unit) {
    if (unit.isEmpty()) {
      return 0;
    }
    int index = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
    String rest = unit.substring(1);
    boolean known = rest.isEmpty() || index > 0 && (rest.equals("b") || rest.equals("B")
        || rest.equals("iB"));
    return index >= 0 && known ? 10 * index : -1;
  }
}
