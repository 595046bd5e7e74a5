package org.puppetporto.spec.property;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Weights from 0.01 to 100. Canonical: as C's {@code %g} writes it. Porto silently ignores a
 * {@code cpu_weight} with a unit, so units are refused here.
 */
final class WeightForm implements Form {
  private static final BigDecimal MINIMUM = new BigDecimal("0.01");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int MAX_LENGTH = 20;

  /** {@code cpu_weight}: portod keeps whole hundredths of a product of doubles, 0.29 becomes 0.28. */
  static final WeightForm HUNDREDTHS = new WeightForm(2, MINIMUM);
  static final WeightForm PRECISE = new WeightForm(6, BigDecimal.ZERO);

  private final int decimals;
  private final BigDecimal tolerance;

  private WeightForm(int decimals, BigDecimal tolerance) {
    this.decimals = decimals;
    this.tolerance = tolerance;
  }

  @Override
  public Shape shape() {
    return Shape.NUMBER;
  }

  @Override
  public String expected() {
    return "a weight from 0.01 to 100 without a unit";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    BigDecimal weight = weight(Natives.number(value, expected()));
    if (weight == null || weight.compareTo(MINIMUM) < 0 || weight.compareTo(HUNDRED) > 0) {
      throw refused(value);
    }
    return new TextValue(weight.stripTrailingZeros().toPlainString());
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    BigDecimal was = weight(readBack);
    return was != null && was.subtract(weight(desired.canonical())).abs().compareTo(tolerance) <= 0;
  }

  private BigDecimal weight(String text) {
    if (text.length() > MAX_LENGTH || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
      return null;
    }
    try {
      return new BigDecimal(text).setScale(decimals, RoundingMode.DOWN);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
