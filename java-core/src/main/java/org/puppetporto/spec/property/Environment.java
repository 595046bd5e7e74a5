package org.puppetporto.spec.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Environment variables. Their order means nothing; Porto keeps and reads back the order of first
 * appearance, and so does this.
 *
 * @param variables values by name, in the order declared; empty means that Porto unsets the variable
 */
public record Environment(Map<String, Optional<String>> variables) implements PropertyValue {
  public Environment {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** Sorted by name, in Porto's text form. */
  @Override
  public String canonical() {
    return text(new TreeMap<>(variables));
  }

  /** Porto's text form in the order declared. */
  String ordered() {
    return text(variables);
  }

  private static String text(Map<String, Optional<String>> variables) {
    return PortoText.join(assignments(variables), ';');
  }

  private static List<String> assignments(Map<String, Optional<String>> variables) {
    List<String> parts = new ArrayList<>(variables.size());
    variables.forEach((name, value) -> parts.add(value.map(v -> name + "=" + v).orElse(name)));
    return parts;
  }

  /** A list of {@code NAME=value}, sorted; a name alone is unset, which JSON's null might not survive as. */
  @Override
  public Object plain() {
    return assignments(new TreeMap<>(variables));
  }

  @Override
  public String toString() {
    return canonical();
  }
}
