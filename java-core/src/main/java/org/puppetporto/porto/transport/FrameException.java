package org.puppetporto.porto.transport;

import java.io.IOException;

/** What arrived is not a frame, or is longer than one may be. The connection is of no use any more. */
public final class FrameException extends IOException {
  private static final long serialVersionUID = 1L;

  FrameException(String message) {
    super(message);
  }
}
