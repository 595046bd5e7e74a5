package org.puppetporto.health;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.engine.Observation;

/** Looks after daemons beside the agent's loop, in threads of its own. */
public interface Watchman extends AutoCloseable {
  /** How a watchman comes on duty. */
  @FunctionalInterface
  interface Duty {
    /**
     * @param remedy how to have something done; may be used from any thread
     * @param changed to be told when what is known of a daemon has changed; as above
     */
    Watchman begin(Remedy remedy, Runnable changed);
  }

  /** Sees nothing and does nothing. */
  Watchman NONE = new Watchman() {
    @Override
    public void seen(Observation seen) {}

    @Override
    public void restarted(String daemon, Optional<String> failure) {}

    @Override
    public void close() {}
  };

  /**
   * What the loop saw, every time it looked: the store with definitions and holds, and the containers. Called
   * in the loop's thread; must not throw, and should be quick.
   */
  void seen(Observation seen);

  /** Files whose touching the loop is to look up for. Called in the loop's thread, as above. */
  default Set<Path> files() {
    return Set.of();
  }

  /**
   * What became of a restart asked for through {@link Remedy}. Called in the loop's thread, as above.
   *
   * @param failure why it failed, or why it was not done; empty when it was done
   */
  void restarted(String daemon, Optional<String> failure);

  /** Goes off duty; nothing is asked for after this returns. */
  @Override
  void close();
}
