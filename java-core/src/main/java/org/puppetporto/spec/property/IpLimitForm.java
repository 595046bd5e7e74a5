package org.puppetporto.spec.property;

/** Addresses that sub-containers may use; semicolons going in, blanks coming out. */
final class IpLimitForm implements Form {
  @Override
  public String expected() {
    return "any, none, or a list of addresses such as [192.0.2.1, 2001:db8::/64]";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    String text = String.join(";", ListForm.items(value, expected()));
    StringBuilder out = new StringBuilder();
    for (String address : PortoText.split(text.replace(' ', ';'), ';')) {
      out.append(out.length() == 0 ? "" : " ").append(address);
    }
    return new TextValue(out.length() == 0 ? "any" : out.toString());
  }
}
