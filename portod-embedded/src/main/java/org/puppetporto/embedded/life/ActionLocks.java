package org.puppetporto.embedded.life;

import java.util.ArrayList;
import java.util.List;
import org.puppetporto.embedded.model.Container;

/**
 * One action at a time on a container, and none at the same time on what is above or below it. Requests wait
 * their turn; reading is never held up.
 */
public final class ActionLocks {
  /** Held while an action runs; closing it lets others in. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private final List<Container> busy = new ArrayList<>();

  public synchronized Held acquire(Container container) {
    boolean interrupted = false;
    while (conflicts(container)) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    busy.add(container);
    return () -> release(container);
  }

  private synchronized void release(Container container) {
    busy.remove(container);
    notifyAll();
  }

  private boolean conflicts(Container container) {
    for (Container other : busy) {
      if (other == container || !other.isRoot() && container.isBelow(other) || other.isBelow(container)) {
        return true;
      }
    }
    return false;
  }
}
