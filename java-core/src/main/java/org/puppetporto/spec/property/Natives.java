package org.puppetporto.spec.property;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Native YAML and JSON values, taken for what their author must have meant, or refused. */
public final class Natives {
  private static final int SHOWN = 80;
  private static final int MAX_EXPONENT = 400;

  private Natives() {}

  /** The text of a scalar in a place where numbers and booleans are as good as their text. */
  static String scalar(Object value, String expected) throws PropertyValueException {
    if (value instanceof Boolean) {
      return value.toString();
    }
    return number(value, expected);
  }

  /** The text of a number or string. */
  static String number(Object value, String expected) throws PropertyValueException {
    if (value instanceof String) {
      String text = PortoText.trim((String) value);
      if (text.indexOf('\0') >= 0) {
        throw new PropertyValueException("holds a NUL character; write " + expected);
      }
      return text;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger
        || value instanceof Short || value instanceof Byte) {
      return value.toString();
    }
    if (value instanceof Double || value instanceof Float || value instanceof BigDecimal) {
      return decimal((Number) value, expected);
    }
    throw refused(value, expected);
  }

  private static String decimal(Number value, String expected) throws PropertyValueException {
    double number = value.doubleValue();
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw refused(value, expected);
    }
    BigDecimal exact = value instanceof BigDecimal ? (BigDecimal) value : BigDecimal.valueOf(number);
    if (exact.scale() < -MAX_EXPONENT || exact.scale() > MAX_EXPONENT) {
      throw refused(value, expected);
    }
    return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
  }

  /**
   * Text that must arrive byte for byte. YAML has already changed unquoted booleans and fractions
   * ({@code no}, {@code 1.10}), so those are refused; whole numbers keep their digits.
   */
  static String exact(Object value, String expected) throws PropertyValueException {
    if (value instanceof String) {
      if (((String) value).indexOf('\0') >= 0) {
        throw new PropertyValueException("holds a NUL character; write " + expected);
      }
      return (String) value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      return value.toString();
    }
    if (value instanceof Boolean || value instanceof Number) {
      throw new PropertyValueException("YAML reads this as the " + kind(value) + " " + value
          + ", which may not be what was written; put it in quotes");
    }
    throw refused(value, expected);
  }

  static PropertyValueException refused(Object value, String expected) {
    return new PropertyValueException(describe(value) + " is not right here; write " + expected);
  }

  /** A value as messages show it. */
  public static String describe(Object value) {
    if (value == null) {
      return "an empty value";
    }
    if (value instanceof Map || value instanceof List) {
      return "a " + kind(value);
    }
    if (value instanceof String) {
      return quoted((String) value);
    }
    return "the " + kind(value) + " " + quoted(value.toString());
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return "mapping";
    }
    if (value instanceof List) {
      return "list";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    return value instanceof Number ? "number" : "value";
  }

  /** A value as messages show it: quoted, on one line, cut where it gets long. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder();
    JsonText.quote(text.length() > SHOWN ? text.substring(0, SHOWN) : text, out);
    return text.length() > SHOWN ? out + "..." : out.toString();
  }
}
