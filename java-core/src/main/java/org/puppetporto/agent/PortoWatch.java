package org.puppetporto.agent;

import java.util.Optional;
import java.util.function.Supplier;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.StateChange;
import org.puppetporto.porto.Subscription;
import org.puppetporto.porto.Watch;
import org.puppetporto.porto.WatchListener;

/**
 * Porto's own events on a connection of their own. A watch that was lost comes back by itself; everything is
 * looked at then, since nothing was told meanwhile.
 */
final class PortoWatch implements AutoCloseable {
  /** Top-level containers: children are their parent's business. */
  private static final Watch ALL = Watch.states("*");

  private final Supplier<PortoClient> porto;
  private final Wakeups wakeups;
  private final Runnable changed;
  private final Journalist journalist;
  private Optional<Subscription> subscription = Optional.empty();

  /** @param changed told of every change of state, also those that need nothing done */
  PortoWatch(Supplier<PortoClient> porto, Wakeups wakeups, Runnable changed, Journalist journalist) {
    this.porto = porto;
    this.wakeups = wakeups;
    this.changed = changed;
    this.journalist = journalist;
  }

  /** Begins to watch, unless it has begun. To be called again until it gives true. */
  boolean begin() {
    if (subscription.isPresent()) {
      return true;
    }
    try (PortoClient client = porto.get()) {
      subscription = Optional.of(client.watch(ALL, new Listener()));
      journalist.over("watching portod");
      wakeups.offer(new Wakeup.Everything("portod is watched"));
      return true;
    } catch (PortoException e) {
      journalist.trouble("watching portod", "portod cannot be watched: " + e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    subscription.ifPresent(Subscription::close);
  }

  private final class Listener implements WatchListener {
    @Override
    public void changed(StateChange change) {
      changed.run();
      if (mayNeedSomething(change.state())) {
        wakeups.offer(new Wakeup.ContainerChanged(change.name()));
      }
    }

    /** A container on its way up, or that portod itself starts again, needs nothing of us. */
    private boolean mayNeedSomething(ContainerState state) {
      switch (state) {
        case STARTING:
        case RUNNING:
        case STOPPING:
        case RESPAWNING:
        case META:
          return false;
        default:
          return true;
      }
    }

    @Override
    public void lost(PortoException fault) {
      journalist.trouble("watching portod", "portod is not watched: " + fault.getMessage());
    }

    @Override
    public void resumed() {
      journalist.over("watching portod");
      wakeups.offer(new Wakeup.Everything("portod is watched again"));
    }
  }
}
