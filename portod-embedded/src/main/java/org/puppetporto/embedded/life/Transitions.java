package org.puppetporto.embedded.life;

import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.State;

/** Changes of state: written down first, then told. */
final class Transitions {
  private final Registry registry;
  private final Store store;
  private final Events events;

  Transitions(Registry registry, Store store, Events events) {
    this.registry = registry;
    this.store = store;
    this.events = events;
  }

  void to(Container container, State next) {
    State before = container.state();
    if (before == next) {
      return;
    }
    container.state(next);
    if (next != State.DESTROYED) {
      store.save(container);
    }
    if (before == State.RUNNING || next == State.RUNNING) {
      tellHollowParents(container);
    }
    boolean ended = next == State.STOPPED || next == State.DEAD || next == State.RESPAWNING;
    if (ended && !container.startError().isEmpty()) {
      events.changed(container, "start_error", container.startError());
    } else if (next == State.DEAD || next == State.RESPAWNING) {
      events.changed(container, "exit_code", Integer.toString(container.run().exitCode()));
    } else {
      events.changed(container, "", "");
    }
  }

  void save(Container container) {
    store.save(container);
  }

  /** A meta container with nothing running below counts as finished for those who wait. */
  private void tellHollowParents(Container container) {
    for (Container parent : container.ancestors()) {
      if (parent.state() == State.META && !hasRunningChildren(parent)) {
        events.changed(parent, "", "");
      }
    }
  }

  boolean hasRunningChildren(Container container) {
    return registry.subtree(container).stream().anyMatch(c -> c != container && c.state() == State.RUNNING);
  }
}
