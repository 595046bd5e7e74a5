package org.puppetporto.spec.property;

/** Text that portod parses and prints in a form of its own: it can be set, not compared. */
final class UnreadForm implements Form {
  private final String expected;

  UnreadForm(String expected) {
    this.expected = expected;
  }

  @Override
  public Shape shape() {
    return Shape.TEXT;
  }

  @Override
  public String expected() {
    return expected;
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    return new TextValue(PortoText.trim(Natives.exact(value, expected)));
  }

  @Override
  public PropertyValue read(String readBack) {
    return new TextValue(readBack);
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    return true;
  }
}
