package org.puppetporto.spec.property;

/** Label values: what Porto allows in them, and not longer than its documentation says. */
final class LabelForm implements Form {
  private static final int MAX_LENGTH = 256;
  private static final int MAX_NAME = 128;

  @Override
  public Shape shape() {
    return Shape.TEXT;
  }

  @Override
  public String expected() {
    return "at most 256 of the characters A-Z a-z 0-9 _ @ : . -";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    String text = PortoText.trim(Natives.exact(value, expected()));
    if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(LabelForm::isAllowed)) {
      throw refused(value);
    }
    return new TextValue(text);
  }

  /** Why this is no label of the user's; "" when it is one. */
  static String objection(String label) {
    int dot = label.indexOf('.');
    String prefix = label.substring(0, Math.max(dot, 0));
    if (prefix.length() < 2 || prefix.length() > 16 || !prefix.chars().allMatch(c -> c >= 'A' && c <= 'Z')
        || dot + 1 == label.length() || label.length() - dot - 1 > MAX_NAME
        || !label.chars().allMatch(LabelForm::isAllowed)) {
      return "is no label; write PREFIX.name with a prefix of 2 to 16 capital letters";
    }
    if (prefix.startsWith("PORTO") || prefix.equals("HOSTMAN")) {
      return "has a reserved prefix; PORTO... belongs to Porto, HOSTMAN to this module; write another";
    }
    return "";
  }

  private static boolean isAllowed(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "_@:.-".indexOf(c) >= 0;
  }
}
