package org.puppetporto.engine;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.puppetporto.apt.AptException;
import org.puppetporto.porto.PortoException;

/** Faults of the layers below, as the engine's. */
final class Failures {
  private Failures() {}

  static EngineException of(Exception cause, String what) {
    if (cause instanceof EngineException already) {
      return already;
    }
    Fault fault = Fault.ACTION;
    String message = what + ": " + cause.getMessage();
    if (cause instanceof AptException apt) {
      fault = packages(apt);
    } else if (cause instanceof PortoException porto && porto.unreachable()) {
      fault = Fault.PORTO_UNREACHABLE;
      message += "; nothing is known of containers, so nothing is done";
    }
    return new EngineException(fault, message, "", cause);
  }

  /**
   * As {@link #of} for a portod that went away in the middle: something was done already, and what of the
   * last step took effect nobody knows.
   */
  static EngineException inTheMiddle(PortoException cause, String what) {
    return new EngineException(Fault.PORTO_UNREACHABLE, what + " (the next run goes on from here): "
        + cause.getMessage() + "; what was begun is left as it is, look whether portod is well", "", cause);
  }

  /** What the file system says, in words. */
  static String why(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return cause.getClass() == IOException.class && cause.getMessage() != null
        ? cause.getMessage() : cause.toString();
  }

  static Fault packages(AptException cause) {
    return cause.reason() == AptException.Reason.REFUSED ? Fault.REFUSED : Fault.PACKAGES;
  }
}
