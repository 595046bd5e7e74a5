package org.puppetporto.spec.property;

/**
 * A property's value in canonical form. Two values of one property are the same setting exactly when
 * they are equal.
 */
public interface PropertyValue {
  /** The canonical text, as it enters the rendered spec and as events show it. */
  String canonical();

  /**
   * The value as a definition would hold it: text, a list, or a map. What its property parses from this
   * is this value again; its canonical text alone does not keep padded arguments and variables.
   */
  default Object plain() {
    return canonical();
  }
}
