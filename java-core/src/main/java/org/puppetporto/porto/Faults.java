package org.puppetporto.porto;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.puppetporto.porto.transport.Deadline;
import org.puppetporto.porto.transport.UnsentException;

/** The connection's faults, in words that say where, what, and what to do. */
final class Faults {
  private Faults() {}

  static PortoException unavailable(Path socket, IOException cause, Duration waited) {
    if (cause instanceof SocketTimeoutException) {
      return new PortoException(ErrorCode.SOCKET_TIMEOUT, "no connection to " + socket + " within "
          + seconds(waited) + ": portod takes no new clients; see its log", cause);
    }
    String remedy = Files.exists(socket)
        ? "is portod running, and may this user connect to the socket?"
        : "there is no such socket; is Porto installed, and portod running? PORTO_SOCKET names another socket";
    return new PortoException(ErrorCode.SOCKET_UNAVAILABLE,
        "cannot connect to " + socket + " (" + cause.getMessage() + "): " + remedy, cause);
  }

  static PortoException lost(Request<?> request, IOException cause, Deadline deadline) {
    boolean late = cause instanceof SocketTimeoutException || deadline.passed();
    String fault = late
        ? "portod did not answer '" + request.what() + "' within " + seconds(deadline.allowance())
        : "the connection to portod broke during '" + request.what() + "' (" + cause.getMessage() + ")";
    return new PortoException(late ? ErrorCode.SOCKET_TIMEOUT : ErrorCode.SOCKET_ERROR,
        fault + outcome(request, cause), cause);
  }

  private static String outcome(Request<?> request, IOException cause) {
    if (cause instanceof UnsentException) {
      return "; nothing of it was sent";
    }
    return request instanceof Request.Mutating
        ? "; whether it took effect is unknown: read the state before trying again"
        : "";
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }
}
