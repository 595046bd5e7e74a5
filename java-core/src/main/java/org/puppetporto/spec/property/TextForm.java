package org.puppetporto.spec.property;

import java.util.function.Predicate;

/** Free text, kept as it is after Porto's trimming. */
final class TextForm implements Form {
  static final TextForm ANY = new TextForm("text", text -> true);
  static final TextForm ABSOLUTE_PATH = new TextForm("an absolute path", text -> text.startsWith("/"));

  private final String expected;
  private final Predicate<String> rule;

  private TextForm(String expected, Predicate<String> rule) {
    this.expected = expected;
    this.rule = rule;
  }

  static TextForm upTo(int length) {
    return new TextForm("text of at most " + length + " bytes",
        text -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= length);
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
    String text = PortoText.trim(Natives.exact(value, expected));
    if (!rule.test(text)) {
      throw refused(value);
    }
    return new TextValue(text);
  }
}
