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
 */
public final class Environment implements PropertyValue {
  private final Map<String, Optional<String>> variables;
  /** The texts, once somebody has asked: a revision, a diff and an event ask for the same ones. */
  private String canonical;
  private String ordered;

  /** @param variables values by name, in the order declared; empty means that Porto unsets the variable */
  public Environment(Map<String, Optional<String>> variables) {
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** Values by name, in the order declared; empty means that Porto unsets the variable. */
  public Map<String, Optional<String>> variables() {
    return variables;
  }

  /** Sorted by name, in Porto's text form. */
  @Override
  public String canonical() {
    if (canonical == null) {
      canonical = text(new TreeMap<>(variables));
    }
    return canonical;
  }

  /** Porto's text form in the order declared. */
  String ordered() {
    if (ordered == null) {
      ordered = text(variables);
    }
    return ordered;
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
  public boolean equals(Object other) {
    return other instanceof Environment environment && variables.equals(environment.variables);
  }

  @Override
  public int hashCode() {
    return variables.hashCode();
  }

  @Override
  public String toString() {
    return canonical();
  }
}
