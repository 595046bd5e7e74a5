package org.puppetporto.engine;

import java.time.Duration;

/**
 * A weak container without our label: a run was cut off between making it and labelling it, or somebody else is
 * just making one. Portod takes it away as soon as it notices that its maker has gone, which the next run may come
 * before.
 */
final class WeakLeftover {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private WeakLeftover() {}

  /** Observes; where such a container has the daemon's name, until it has gone or patience has. */
  static Observation awaitGone(String daemon, Sight sight) throws EngineException {
    Observation seen = sight.observe();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (isOne(daemon, seen) && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return seen;
      }
      seen = sight.observe();
    }
    return seen;
  }

  /** Of one that is just being taken away Porto tells nothing more. */
  private static boolean isOne(String daemon, Observation seen) {
    return seen.container(daemon)
        .filter(view -> !view.ours() && !"false".equals(view.values().get("weak"))).isPresent();
  }
}
