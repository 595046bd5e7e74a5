package org.puppetporto.spec.property;

/**
 * {@code resolv_conf}: lines, separated by semicolons in Porto's text. {@code default} and
 * {@code inherit} read back as either, by the container's root; "" is {@code keep}.
 */
final class LinesForm implements Form {
  @Override
  public String expected() {
    return "keep, default, or a list of lines such as [\"nameserver 2001:db8::1\"]";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    Object lines = value instanceof String ? ((String) value).replace('\n', ';') : value;
    String text = String.join(";", ListForm.items(lines, expected()));
    if (text.equals("inherit")) {
      return new TextValue("default");
    }
    return new TextValue(text.isEmpty() ? "keep" : text);
  }
}
