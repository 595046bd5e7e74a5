package org.puppetporto.spec.property;

/** {@code coredump_filter}: nine bits, see core(5). Canonical: {@code 0x} and lower-case digits. */
final class HexForm implements Form {
  private static final int MAXIMUM = 0x1ff;

  @Override
  public Shape shape() {
    return Shape.TEXT;
  }

  @Override
  public String expected() {
    return "a hexadecimal mask in quotes, from \"0x0\" to \"0x1ff\"";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    if (!(value instanceof String)) {
      throw refused(value);
    }
    String text = Natives.number(value, expected());
    int mask;
    try {
      mask = Integer.parseInt(text.startsWith("0x") ? text.substring(2) : text, 16);
    } catch (NumberFormatException e) {
      throw refused(value);
    }
    if (mask < 0 || mask > MAXIMUM) {
      throw refused(value);
    }
    return new TextValue("0x" + Integer.toHexString(mask));
  }
}
