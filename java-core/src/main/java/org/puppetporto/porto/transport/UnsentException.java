package org.puppetporto.porto.transport;

import java.io.IOException;

/** Sending failed before the first byte was written: the peer has seen nothing of the frame. */
public final class UnsentException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsentException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
