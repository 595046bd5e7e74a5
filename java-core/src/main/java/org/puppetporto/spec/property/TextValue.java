package org.puppetporto.spec.property;

import java.util.Objects;

/** A value whose canonical text is all there is to it. */
record TextValue(String canonical) implements PropertyValue {
  TextValue {
    Objects.requireNonNull(canonical);
  }

  /** As records have it, but for what the JVM spins the first time a record is compared. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TextValue value && canonical.equals(value.canonical);
  }

  @Override
  public int hashCode() {
    return canonical.hashCode();
  }

  @Override
  public String toString() {
    return canonical;
  }
}
