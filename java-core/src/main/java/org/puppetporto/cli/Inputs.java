package org.puppetporto.cli;

import java.util.List;
import org.puppetporto.spec.Definition;

/**
 * Definitions as they were found, and what was wrong with the others.
 *
 * @param definitions those that can be used, in order
 * @param errors one line each, with place and remedy
 */
record Inputs(List<Definition> definitions, List<String> errors) {
  Inputs {
    definitions = List.copyOf(definitions);
    errors = List.copyOf(errors);
  }
}
