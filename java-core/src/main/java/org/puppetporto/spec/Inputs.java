package org.puppetporto.spec;

import java.util.List;

/**
 * Definitions as they were found, and what was wrong with the others.
 *
 * @param definitions those that can be used, in order
 * @param errors one line each, with place and remedy
 */
public record Inputs(List<Definition> definitions, List<String> errors) {
  public Inputs {
    definitions = List.copyOf(definitions);
    errors = List.copyOf(errors);
  }
}
