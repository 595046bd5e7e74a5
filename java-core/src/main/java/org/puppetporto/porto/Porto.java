package org.puppetporto.porto;

import java.nio.file.Path;
import org.puppetporto.porto.transport.Dialer;

/** Clients of a portod. */
public final class Porto {
  private Porto() {}

  /** A client over the JDK's sockets. Nothing is dialled before its first call. */
  public static PortoClient connect(Path socket, Deadlines deadlines) {
    return connect(socket, deadlines, Dialer.jdk());
  }

  public static PortoClient connect(Path socket, Deadlines deadlines, Dialer dialer) {
    return new Client(socket, deadlines, dialer);
  }

  /**
   * Writes a request and reads an answer in memory alone, so that the classes of the protocol are there when the
   * first call is made. Nothing is dialled.
   */
  public static void warmUp() {
    WarmUp.run();
  }
}
