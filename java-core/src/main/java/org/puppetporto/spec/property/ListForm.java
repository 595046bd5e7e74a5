package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/** Lists with semicolons, in the order declared: {@code place}, {@code volumes_required}, ... */
final class ListForm implements Form {
  private final String example;

  ListForm(String example) {
    this.example = example;
  }

  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "a list such as [" + example + "]";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    return new TextValue(PortoText.join(items(value, expected()), ';'));
  }

  /** Items of a YAML list, or of Porto's text with semicolons. */
  static List<String> items(Object value, String expected) throws PropertyValueException {
    if (!(value instanceof List)) {
      return PortoText.split(Natives.exact(value, expected), ';');
    }
    List<String> items = new ArrayList<>();
    for (Object item : (List<?>) value) {
      String text = PortoText.trim(Natives.exact(item, "text"));
      if (!text.isEmpty()) {
        items.add(text);
      }
    }
    return items;
  }
}
