package org.puppetporto.spec.property;

import java.util.List;

/**
 * {@code resolv_conf}: lines, which portod joins with semicolons and does not escape. {@code default} and
 * {@code inherit} read back as either, by the container's root; "" is {@code keep}.
 */
final class LinesForm implements Form {
  @Override
  public Shape shape() {
    return Shape.LIST;
  }

  @Override
  public String expected() {
    return "keep, default, or a list of lines such as [\"nameserver 2001:db8::1\"]";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    StringBuilder out = new StringBuilder();
    for (Object item : value instanceof List ? (List<?>) value : List.of(Natives.exact(value, expected()))) {
      append(Natives.exact(item, expected()).replace('\n', ';'), out);
    }
    String text = out.toString();
    if (text.equals("inherit")) {
      return new TextValue("default");
    }
    return new TextValue(text.isEmpty() ? "keep" : text);
  }

  private static void append(String lines, StringBuilder out) {
    for (int start = 0; start <= lines.length(); ) {
      int end = lines.indexOf(';', start);
      end = end < 0 ? lines.length() : end;
      String line = PortoText.trim(lines.substring(start, end));
      if (!line.isEmpty()) {
        out.append(out.length() == 0 ? "" : ";").append(line);
      }
      start = end + 1;
    }
  }
}
