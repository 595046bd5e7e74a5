package org.puppetporto.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A daemon is left alone until someone says otherwise.
 *
 * @param kind maintenance, or an operator's stop
 * @param who who asked for it
 * @param why their reason; may be ""
 * @param since when
 */
public record Hold(Kind kind, String who, String why, Instant since) {
  public enum Kind { MAINTENANCE, STOPPED }

  /** With what ends it, for somebody it stands in the way of. */
  String standsInTheWayOf(String daemon) {
    return text() + "; to end that: porto-daemon "
        + (kind == Kind.MAINTENANCE ? "maintenance off " + daemon : "start " + daemon + " --reason TEXT");
  }

  public String text() {
    String what = kind == Kind.MAINTENANCE ? "maintenance" : "stopped by an operator";
    return "held: " + what + " by " + who + " since " + since.truncatedTo(ChronoUnit.SECONDS)
        + (why.isEmpty() ? "" : ": " + why);
  }
}
