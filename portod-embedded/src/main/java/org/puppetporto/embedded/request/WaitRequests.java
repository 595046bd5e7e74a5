package org.puppetporto.embedded.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.life.Events;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.proto.ContainerWaitRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;

/** Waiting for containers: once and for all, or as a stream of reports on the same connection. */
public final class WaitRequests implements Events {
  private final Registry registry;
  private final Resolver resolver;
  private final ScheduledExecutorService timers;
  private final Map<Session, Waiter> waiting = new ConcurrentHashMap<>();
  private final Map<Session, Waiter> watching = new ConcurrentHashMap<>();

  public WaitRequests(Registry registry, ScheduledExecutorService timers) {
    this.registry = registry;
    this.resolver = new Resolver(registry);
    this.timers = timers;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("wait", this::await);
    handlers.put("AsyncWait", this::watch);
    handlers.put("StopAsyncWait", this::stopWatching);
  }

  private boolean await(Session session, Request request, Response.Builder response) {
    ContainerWaitRequest wanted = request.getWait();
    if (wanted.getNameCount() == 0) {
      throw PortoFailure.invalidValue("Containers to wait are not set");
    }
    Waiter waiter = waiter(session, wanted, false);
    synchronized (this) {
      for (String name : waiter.names()) {
        registry.get(name);
      }
      for (Container container : registry.all()) {
        if (waiter.tellsNow(container)) {
          return false;
        }
      }
      if (wanted.hasTimeoutMs() && wanted.getTimeoutMs() == 0) {
        waiter.timedOut();
        return false;
      }
      activate(waiting, session, waiter, wanted);
      return false;
    }
  }

  private boolean watch(Session session, Request request, Response.Builder response) {
    ContainerWaitRequest wanted = request.getAsyncWait();
    Waiter waiter = waiter(session, wanted, true);
    synchronized (this) {
      for (Container container : registry.all()) {
        waiter.tellsNow(container);
      }
      if (wanted.hasTimeoutMs() && wanted.getTimeoutMs() == 0) {
        waiter.timedOut();
      } else {
        activate(watching, session, waiter, wanted);
      }
    }
    return true;
  }

  private boolean stopWatching(Session session, Request request, Response.Builder response) {
    Waiter wanted = waiter(session, request.getStopAsyncWait(), true);
    synchronized (this) {
      Waiter present = watching.get(session);
      if (present == null || !present.watchesTheSame(wanted)) {
        throw PortoFailure.invalidValue("Waiter not found");
      }
      watching.remove(session);
    }
    return true;
  }

  private Waiter waiter(Session session, ContainerWaitRequest wanted, boolean async) {
    List<String> names = new ArrayList<>();
    wanted.getNameList().forEach(name -> names.add(resolver.name(session.client(), name)));
    return new Waiter(session, names, wanted.getLabelList(), wanted.getTargetState(), async, this::isHollow);
  }

  private void activate(Map<Session, Waiter> into, Session session, Waiter waiter,
      ContainerWaitRequest wanted) {
    if (waiter.isEmpty()) {
      into.remove(session);
      return;
    }
    into.put(session, waiter);
    session.onClose(() -> into.remove(session, waiter));
    if (wanted.getTimeoutMs() != 0) {
      timers.schedule(() -> expire(into, session, waiter), Integer.toUnsignedLong(wanted.getTimeoutMs()),
          TimeUnit.MILLISECONDS);
    }
  }

  private void expire(Map<Session, Waiter> from, Session session, Waiter waiter) {
    if (from.remove(session, waiter)) {
      waiter.timedOut();
    }
  }

  /** A meta container with nothing running in it is as good as finished. */
  private boolean isHollow(Container container) {
    return registry.subtree(container).stream().noneMatch(c -> c != container && c.state() == State.RUNNING);
  }

  @Override
  public synchronized void changed(Container container, String label, String value) {
    waiting.forEach((session, waiter) -> {
      if (waiter.tells(container, label, value)) {
        waiting.remove(session, waiter);
      }
    });
    watching.forEach((session, waiter) -> {
      if (waiter.tells(container, label, value) && waiter.isOnce()) {
        watching.remove(session, waiter);
      }
    });
  }
}
