package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/** Entries of words: {@code net}, {@code ip}, {@code default_gw}. Canonical: Porto's text. */
final class TupleForm implements Form {
  private final String example;

  TupleForm(String example) {
    this.example = example;
  }

  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "text such as \"" + example + "\", or a list of such entries";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    List<List<String>> entries = new ArrayList<>();
    if (value instanceof List) {
      for (Object item : (List<?>) value) {
        entries.addAll(PortoText.splitTuples(Natives.exact(item, expected()), ' ', ';'));
      }
    } else {
      entries.addAll(PortoText.splitTuples(Natives.exact(value, expected()), ' ', ';'));
    }
    return new TextValue(PortoText.joinTuples(entries, ' ', ';'));
  }
}
