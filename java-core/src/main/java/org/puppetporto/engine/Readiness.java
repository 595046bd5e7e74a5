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

  /** Whether a container looked at once is ready. */
  boolean ready(ContainerView container, Duration minUptime);
}
