package org.puppetporto.spec.property;

/** A value does not fit its property; the message says what was given and what would be right. */
public final class PropertyValueException extends Exception {
  private static final long serialVersionUID = 1L;

  PropertyValueException(String message) {
    super(message);
  }
}
