package org.puppetporto.probe;

import java.time.Duration;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.Check;

/** Makes checks. */
@FunctionalInterface
public interface Prober {
  /**
   * Makes one; whatever goes wrong is an answer.
   *
   * @param container the daemon's
   * @param timeout how long it may take
   * @param porto a connection that may be used all that time
   * @throws PortoException when Porto is out of reach, so that nothing can be said of the daemon
   */
  Answer ask(Check check, String container, Duration timeout, Containers porto) throws PortoException;
}
