package org.puppetporto.spec.property;

/** File mode masks. Canonical: octal with a leading zero, as C's {@code %#o} writes it. */
final class OctalForm implements Form {
  private static final int MAXIMUM = 0777;

  @Override
  public Shape shape() {
    return Shape.OCTAL;
  }

  @Override
  public String expected() {
    return "an octal mask in quotes, such as \"022\"";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    if (value instanceof Number) {
      throw new PropertyValueException("YAML may have read an octal number here and made it " + value
          + "; write " + expected());
    }
    int mask;
    try {
      mask = Integer.parseInt(Natives.number(value, expected()), 8);
    } catch (NumberFormatException e) {
      throw refused(value);
    }
    if (mask < 0 || mask > MAXIMUM) {
      throw refused(value);
    }
    return new TextValue(mask == 0 ? "0" : "0" + Integer.toOctalString(mask));
  }
}
