package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.List;

/** {@code etc_hosts}: the text of the file; a list is its lines. */
final class HostsForm implements Form {
  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "the text of the file, or a list of its lines";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    if (!(value instanceof List)) {
      return new TextValue(PortoText.trim(Natives.exact(value, expected())));
    }
    List<String> lines = new ArrayList<>();
    for (Object line : (List<?>) value) {
      lines.add(Natives.exact(line, expected()));
    }
    return new TextValue(PortoText.trim(String.join("\n", lines)));
  }
}
