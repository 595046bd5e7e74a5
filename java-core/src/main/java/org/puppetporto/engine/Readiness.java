package org.puppetporto.engine;

import java.time.Duration;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;

/** When a daemon counts as ready: a running state alone says little, a crash loop has it half of the time. */
public interface Readiness {
  /**
   * Waits until the same process has lived for {@code minUptime}.
   *
   * @param timeout how long that may take in all
   * @throws NotReadyException with what it died of, as far as Porto tells
   */
  void await(Containers containers, String name, Duration minUptime, Duration timeout)
      throws PortoException, NotReadyException;

  /** Whether a container looked at once is ready. */
  boolean ready(ContainerView container, Duration minUptime);
}
