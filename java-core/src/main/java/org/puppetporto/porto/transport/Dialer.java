package org.puppetporto.porto.transport;

import java.io.IOException;
import java.nio.file.Path;

/** Opens connections to a unix socket. */
public interface Dialer {
  /**
   * Connects, waiting for a place in the listener's queue until the deadline.
   *
   * @throws java.net.SocketTimeoutException when the queue stayed full
   * @throws IOException with the system's text, such as {@code No such file or directory}
   */
  Connection dial(Path socket, Deadline deadline) throws IOException;

  /** The JDK's own channel: quickest to start, does not know the peer's pid. */
  static Dialer jdk() {
    return new JdkDialer();
  }

  /** jnr-unixsocket: knows pid, uid and gid of the peer, and costs a cold start 100 to 170 ms. */
  static Dialer jnr() {
    return new JnrDialer();
  }
}
