package org.puppetporto.spec.property;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables: a map, a list of {@code NAME=value}, or Porto's text with semicolons. A name
 * alone, or a null value in a map, unsets the variable. Values never appear in messages.
 */
final class EnvironmentForm implements Form {
  @Override
  public Shape shape() {
    return Shape.ENVIRONMENT;
  }

  @Override
  public String expected() {
    return "a map of names to texts";
  }

  @Override
  public PropertyValue parse(Object value) throws PropertyValueException {
    Map<String, Optional<String>> variables = new LinkedHashMap<>();
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        String name = String.valueOf(entry.getKey());
        checkName(name);
        variables.put(name, text(name, entry.getValue()));
      }
    } else if (value instanceof List) {
      for (Object item : (List<?>) value) {
        if (!(item instanceof String)) {
          throw new PropertyValueException("an entry of the list is no text; write NAME=value");
        }
        add((String) item, variables);
      }
    } else if (value instanceof String) {
      for (String part : PortoText.split((String) value, ';')) {
        add(part, variables);
      }
    } else {
      throw refused(value);
    }
    return new Environment(variables);
  }

  private static Optional<String> text(String name, Object value) throws PropertyValueException {
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Integer || value instanceof Long) {
      String text = value.toString();
      if (text.indexOf('\0') < 0) {
        return Optional.of(text);
      }
      throw new PropertyValueException("the value of " + name + " holds a NUL character; remove it");
    }
    throw new PropertyValueException("the value of " + name + " is no text; YAML makes booleans of no and yes"
        + " and 1.1 of 1.10, so put it in quotes");
  }

  private static void add(String part, Map<String, Optional<String>> variables)
      throws PropertyValueException {
    int equals = part.indexOf('=');
    String name = equals < 0 ? part : part.substring(0, equals);
    checkName(name);
    variables.put(name, equals < 0 ? Optional.empty() : text(name, part.substring(equals + 1)));
  }

  private static void checkName(String name) throws PropertyValueException {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0
        || !PortoText.trim(name).equals(name)) {
      throw new PropertyValueException(
          "a variable's name is empty, padded or holds '='; write a name such as PATH or LC_ALL");
    }
  }

  @Override
  public PropertyValue read(String readBack) {
    Map<String, Optional<String>> variables = new LinkedHashMap<>();
    for (String part : PortoText.splitExact(readBack, ';')) {
      int equals = part.indexOf('=');
      variables.put(equals < 0 ? part : part.substring(0, equals),
          equals < 0 ? Optional.empty() : Optional.of(part.substring(equals + 1)));
    }
    return new Environment(variables);
  }

  @Override
  public String wire(PropertyValue value) {
    return ((Environment) value).ordered();
  }

  /** Portod reads back the text that it was sent: nearly always there is nothing to be taken apart. */
  @Override
  public boolean same(PropertyValue desired, String readBack) {
    return wire(desired).equals(readBack) || desired.equals(read(readBack));
  }
}
