package org.puppetporto.spec.property;

/** Users and groups. Porto reads names back, so a number can be compared with a number only. */
final class AccountForm implements Form {
  @Override
  public Shape shape() {
    return Shape.ACCOUNT;
  }

  @Override
  public String expected() {
    return "a name or a numeric id";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    String text = PortoText.trim(Natives.exact(value, expected()));
    if (text.isEmpty() || text.indexOf(' ') >= 0 || text.indexOf(':') >= 0) {
      throw refused(value);
    }
    return new TextValue(text);
  }

  @Override
  public boolean same(PropertyValue desired, String readBack) {
    return desired.canonical().equals(readBack) || isNumber(desired.canonical()) && !isNumber(readBack);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
