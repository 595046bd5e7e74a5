package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/** Addresses that sub-containers may use; semicolons going in, blanks coming out. */
final class IpLimitForm implements Form {
  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "any, none, or a list of addresses such as [192.0.2.1, \"2001:db8::/64\"]";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    List<String> addresses = new ArrayList<>();
    for (String item : ListForm.items(value, expected())) {
      addresses.addAll(PortoText.split(item, ' '));
    }
    boolean word = addresses.size() == 1
        && (addresses.get(0).equals("any") || addresses.get(0).equals("none"));
    if (!word && !addresses.stream().allMatch(IpLimitForm::looksLikeAddress)) {
      throw refused(value);
    }
    return new TextValue(addresses.isEmpty() ? "any" : String.join(" ", addresses));
  }

  private static boolean looksLikeAddress(String text) {
    return (text.indexOf('.') > 0 || text.indexOf(':') >= 0)
        && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':' || c == '/');
  }
}
