package org.puppetporto.spec.property;

/** Whole decimal numbers within bounds. Canonical: digits. */
final class IntegerForm implements Form {
  private final long minimum;
  private final long maximum;
  private final String meaning;

  IntegerForm(long minimum, long maximum, String meaning) {
    this.minimum = minimum;
    this.maximum = maximum;
    this.meaning = meaning;
  }

  @Override
  public Shape shape() {
    return Shape.INTEGER;
  }

  @Override
  public String expected() {
    return meaning + " from " + minimum + (maximum == Long.MAX_VALUE ? "" : " to " + maximum);
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    long number;
    try {
      number = Long.parseLong(Natives.number(value, expected()));
    } catch (NumberFormatException e) {
      throw refused(value);
    }
    if (number < minimum || number > maximum) {
      throw refused(value);
    }
    return new TextValue(Long.toString(number));
  }
}
