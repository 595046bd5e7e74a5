package org.puppetporto.status.sink;

/** A sink did not take what it was told; the message names the place, what went wrong and the remedy. */
final class SinkException extends Exception {
  private static final long serialVersionUID = 1L;

  SinkException(String message) {
    super(message);
  }

  SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
