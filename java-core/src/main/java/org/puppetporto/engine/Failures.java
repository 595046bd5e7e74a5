package org.puppetporto.engine;

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

  static Fault packages(AptException cause) {
    return cause.reason() == AptException.Reason.REFUSED ? Fault.REFUSED : Fault.PACKAGES;
  }
}
