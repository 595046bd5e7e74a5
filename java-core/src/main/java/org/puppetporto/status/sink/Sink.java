package org.puppetporto.status.sink;

import org.puppetporto.status.Cursor;
import org.puppetporto.status.HostStatus;

/** A place that status goes to. */
interface Sink {
  /** Its name in the configuration, in logs and in metrics. */
  String name();

  /**
   * Tells it how the daemons are, within its deadline.
   *
   * @param told where this sink stands: what it was told the last time it could be
   * @throws SinkException when it did not take all of it
   */
  void deliver(HostStatus host, Cursor told) throws SinkException;
}
