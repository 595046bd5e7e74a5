package org.puppetporto.spec.property;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sizes in bytes, and other unsigned numbers that Porto parses with units of 1024. Canonical: decimal
 * digits. Rules from Porto 5.3.59 {@code StringToSize}: K M G T P E in either case, then nothing,
 * {@code b}, {@code B} or {@code iB}; minus one is the largest number.
 */
final class SizeForm implements Form {
  private static final String UNITS = "BKMGTPE";
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64);
  private static final long MAX_FAST = Long.MAX_VALUE >> 10;

  static final SizeForm ANY = new SizeForm(0);

  private final long minimum;

  private SizeForm(long minimum) {
    this.minimum = minimum;
  }

  /** Sizes that are zero or at least {@code minimum}. */
  static SizeForm atLeast(long minimum) {
    return new SizeForm(minimum);
  }

  @Override
  public Shape shape() {
    return Shape.SIZE;
  }

  @Override
  public String expected() {
    return "a size such as 512M, 2G, 1.5GiB or a number of bytes";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    String text = Natives.number(value, expected());
    BigInteger size = size(text);
    if (size == null) {
      throw new PropertyValueException(Natives.describe(value) + " is not a size; write " + expected()
          + " (units K M G T P E, of 1024, at most 16E)");
    }
    if (size.signum() > 0 && size.compareTo(BigInteger.valueOf(minimum)) < 0) {
      throw new PropertyValueException(Natives.describe(value) + " is too small; write 0 or at least "
          + minimum);
    }
    return new TextValue(size.toString());
  }

  /** The number of bytes; null when this is not a size. */
  static BigInteger size(String text) {
    int end = 0;
    while (end < text.length() && isNumber(text.charAt(end), end)) {
      end++;
    }
    if (text.startsWith("0x") || text.startsWith("0X")) {
      return hexadecimal(text);
    }
    int shift = shift(PortoText.trim(text.substring(end)));
    return shift < 0 ? null : scaled(text.substring(0, end), shift);
  }

  private static boolean isNumber(char c, int at) {
    return c >= '0' && c <= '9' || c == '.' || at == 0 && (c == '-' || c == '+');
  }

  private static BigInteger hexadecimal(String text) {
    if (text.indexOf('-') >= 0 || text.indexOf('+') >= 0) {
      return null;
    }
    try {
      BigInteger size = new BigInteger(text.substring(2), 16);
      return size.compareTo(LIMIT) < 0 ? size : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static BigInteger scaled(String number, int shift) {
    try {
      if (number.indexOf('.') < 0 && number.length() < 19 && number.length() > 0 && number.charAt(0) != '-') {
        long plain = Long.parseLong(number);
        if (shift == 0 || shift == 10 && plain < MAX_FAST) {
          return BigInteger.valueOf(plain << shift);
        }
      }
      BigDecimal exact = new BigDecimal(number);
      if (exact.scale() <= 0 && exact.signum() < 0) {
        exact = exact.add(new BigDecimal(LIMIT));
      }
      BigInteger size = exact.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(shift))).toBigInteger();
      return exact.signum() < 0 || size.compareTo(LIMIT) >= 0 ? null : size;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static int shift(String unit) {
    if (unit.isEmpty()) {
      return 0;
    }
    int power = UNITS.indexOf(Character.toUpperCase(unit.charAt(0)));
    String rest = unit.substring(1);
    boolean suffix = power > 0 && (rest.equals("b") || rest.equals("B") || rest.equals("iB"));
    return power >= 0 && (rest.isEmpty() || suffix) ? 10 * power : -1;
  }
}
