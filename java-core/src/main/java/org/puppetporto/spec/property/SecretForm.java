package org.puppetporto.spec.property;

/** {@code env_secret}, which has a place of its own in a definition. */
final class SecretForm implements Form {
  @Override
  public Shape shape() {
    return Shape.TEXT;
  }

  @Override
  public String expected() {
    return "secrets under spec.env_secret, where they are kept out of logs and of the revision's text";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    throw new PropertyValueException("is no plain property; write " + expected());
  }

  @Override
  public PropertyValue read(String readBack) {
    return new TextValue(readBack);
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    return false;
  }
}
