package org.puppetporto.spec.property;

import java.util.Objects;

/** A value whose canonical text is all there is to it. */
record TextValue(String canonical) implements PropertyValue {
  TextValue {
    Objects.requireNonNull(canonical);
  }

  @Override
  public String toString() {
    return canonical;
  }
}
