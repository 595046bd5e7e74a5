package org.puppetporto.engine;

import java.time.Duration;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;

/** When a daemon counts as ready: a running state alone says little, a crash loop has it half of the time. */
public interface Readiness {
  /**
   * Waits until the same process has lived long enough, and its probe says that it is well, if it has one.
   *
   * @throws NotReadyException with what it died of, as far as Porto tells, or what the probe said
   */
  void await(Containers containers, ContainerAction.AwaitReady what) throws PortoException, NotReadyException;

  /** A wait that has begun. */
  interface Wait {
    /** Waits for what is left of it; throws as {@link Readiness#await} does. */
    void end() throws PortoException, NotReadyException;
  }

  /**
   * As {@link #await}, in two parts: time counts from here on, so that waiting for several that were started
   * together takes hardly longer than for the slowest of them.
   */
  default Wait begin(Containers containers, ContainerAction.AwaitReady what) throws PortoException {
    return () -> await(containers, what);
  }

  /** Whether a container looked at once is ready. */
  boolean ready(ContainerView container, Duration minUptime);
}
