package org.puppetporto.spec.property;

/** Exactly {@code true} or {@code false}, as Porto has it. */
final class BooleanForm implements Form {
  static final BooleanForm INSTANCE = new BooleanForm();
  static final PropertyValue TRUE = new TextValue("true");
  static final PropertyValue FALSE = new TextValue("false");

  private BooleanForm() {}

  @Override
  public Shape shape() {
    return Shape.FLAG;
  }

  @Override
  public String expected() {
    return "true or false";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    if (value instanceof Boolean || value instanceof String) {
      switch (Natives.scalar(value, expected())) {
        case "true":
          return TRUE;
        case "false":
          return FALSE;
        default:
      }
    }
    throw refused(value);
  }
}
