package org.puppetporto.spec.property;

/**
 * A property's value in canonical form. Two values of one property are the same setting exactly when
 * they are equal.
 */
public interface PropertyValue {
  /** The canonical text, as it enters the rendered spec and as events show it. */
  String canonical();
}
