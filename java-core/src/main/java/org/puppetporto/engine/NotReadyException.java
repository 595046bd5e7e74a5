package org.puppetporto.engine;

/** A daemon was started and did not get ready. */
public final class NotReadyException extends Exception {
  private static final long serialVersionUID = 1L;

  /** @param message what was seen instead, such as "it died after the start" */
  public NotReadyException(String message) {
    super(message);
  }
}
