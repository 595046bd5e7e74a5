package org.puppetporto.embedded.form;

import java.math.BigDecimal;

/** Weights between 0.01 and 100, and the adjustment of the out-of-memory score. */
public final class Weights {
  private static final double MIN = 0.01;
  private static final double MAX = 100;
  private static final int MAX_OOM_SCORE = 1000;

  private Weights() {}

  /**
   * A CPU weight, kept in hundredths.
   *
   * @param current what a value with a unit leaves in place, as Porto does; null for the default
   */
  public static String cpu(String text, String current) {
    Numbers.Measured<BigDecimal> number = number(text);
    if (!number.unit().isEmpty()) {
      return current == null ? "1" : current;
    }
    return Numbers.general((long) (inRange(number) * 100) / 100.0);
  }

  public static String io(String text) {
    Numbers.Measured<BigDecimal> number = number(text);
    if (!number.unit().isEmpty()) {
      throw PortoFailure.invalidValue("out of range");
    }
    return Numbers.general(inRange(number));
  }

  public static int oomScore(String text) {
    int score = Numbers.int32(text);
    if (score < -MAX_OOM_SCORE || score > MAX_OOM_SCORE) {
      throw PortoFailure.invalidValue("out of range");
    }
    return score;
  }

  private static Numbers.Measured<BigDecimal> number(String text) {
    Numbers.Measured<BigDecimal> number = Numbers.decimal(text);
    if (number == null) {
      throw PortoFailure.invalidValue("Bad value: " + text);
    }
    return number;
  }

  private static double inRange(Numbers.Measured<BigDecimal> number) {
    double value = number.value().doubleValue();
    if (value < MIN || value > MAX) {
      throw PortoFailure.invalidValue("out of range");
    }
    return value;
  }
}
