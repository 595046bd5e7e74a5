package org.puppetporto.embedded.form;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as C's strtoull, strtoll and strtod read them, and as printf writes them. */
public final class Numbers {
  static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger MAX_U64 = TWO_64.subtract(BigInteger.ONE);
  private static final String SPACE = "[ \\t\\n\\x0B\\f\\r]*";
  private static final Pattern INTEGER = Pattern.compile(SPACE + "([+-]?[0-9]+)");
  private static final Pattern DECIMAL =
      Pattern.compile(SPACE + "([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");
  private static final Pattern HEX = Pattern.compile(SPACE + "([+-]?)0[xX]([0-9a-fA-F]+)");

  /** A number and what stands behind it, without the blanks around. */
  record Measured<T>(T value, String unit) {}

  private Numbers() {}

  /**
   * Reads an unsigned 64-bit integer the way strtoull does: a minus wraps around. Null when there is none.
   */
  static Measured<BigInteger> unsigned(String text) {
    Matcher matcher = INTEGER.matcher(text);
    if (!matcher.lookingAt()) {
      return null;
    }
    BigInteger value = new BigInteger(matcher.group(1));
    if (value.abs().compareTo(MAX_U64) > 0) {
      return null;
    }
    return new Measured<>(value.mod(TWO_64), text.substring(matcher.end()).strip());
  }

  /** Reads a floating point number the way strtod does. Null when there is none. */
  static Measured<BigDecimal> decimal(String text) {
    Matcher hex = HEX.matcher(text);
    if (hex.lookingAt()) {
      BigDecimal value = new BigDecimal(new BigInteger(hex.group(1) + hex.group(2), 16));
      return new Measured<>(value, text.substring(hex.end()).strip());
    }
    Matcher matcher = DECIMAL.matcher(text);
    if (!matcher.lookingAt()) {
      return null;
    }
    double value = Double.parseDouble(matcher.group(1));
    if (Double.isInfinite(value)) {
      return null;
    }
    return new Measured<>(new BigDecimal(value), text.substring(matcher.end()).strip());
  }

  /** An unsigned integer without sign and unit. */
  public static long uint64(String text) {
    Measured<BigInteger> number = text.startsWith("-") ? null : unsigned(text);
    if (number == null || !number.unit().isEmpty()) {
      throw PortoFailure.invalidValue("Bad uint64 value: " + text);
    }
    return number.value().longValue();
  }

  public static long int64(String text) {
    Matcher matcher = INTEGER.matcher(text);
    if (matcher.lookingAt() && text.substring(matcher.end()).isBlank()) {
      BigInteger value = new BigInteger(matcher.group(1));
      if (value.bitLength() < 64) {
        return value.longValue();
      }
    }
    throw PortoFailure.invalidValue("Bad int64 value: " + text);
  }

  public static int int32(String text) {
    try {
      return Math.toIntExact(int64(text));
    } catch (PortoFailure | ArithmeticException e) {
      throw PortoFailure.invalidValue("Bad int value: " + text);
    }
  }

  /** An unsigned 32-bit number in base 8 or 16. */
  public static long inBase(String text, int base) {
    String digits = text.strip();
    if (base == 16 && (digits.startsWith("0x") || digits.startsWith("0X"))) {
      digits = digits.substring(2);
    }
    try {
      long value = Long.parseLong(digits, base);
      if (value >= 0 && value <= 0xffffffffL) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the refusal, which names the text as it was given
    }
    throw PortoFailure.invalidValue("Bad base-" + base + " value: " + text);
  }

  /** A number as printf's {@code %g} writes it: six significant digits, no trailing zeros. */
  public static String general(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6, RoundingMode.HALF_EVEN))
        .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return rounded.toPlainString();
    }
    String mantissa = new BigDecimal(rounded.unscaledValue(), rounded.precision() - 1)
        .stripTrailingZeros().toPlainString();
    return mantissa + (exponent < 0 ? "e-" : "e+") + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
