package org.puppetporto.spec.property;

/** One process limit: {@code ulimit[nofile]}. Portod reads it back as {@code nofile: soft hard}. */
final class UlimitPairForm implements Form {
  private final UlimitForm limits = new UlimitForm();

  @Override
  public Shape shape() {
    return Shape.TEXT;
  }

  @Override
  public String expected() {
    return "a soft and a hard limit, such as 8K 16K or unlimited";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    try {
      return new TextValue(limits.pair(Natives.number(value, expected())));
    } catch (PropertyValueException e) {
      throw refused(value);
    }
  }

  @Override
  public PropertyValue read(String readBack) {
    return new TextValue(readBack.substring(readBack.indexOf(':') + 1).strip());
  }
}
