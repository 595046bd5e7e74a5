package org.puppetporto.embedded.request;

import java.util.Map;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.life.Lifecycle;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.proto.ContainerListRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;
import org.puppetporto.embedded.server.Handler;
import org.puppetporto.embedded.server.Session;

/** Creating, destroying, starting, stopping, and what else is done to a whole container. */
final class ContainerRequests {
  private final Registry registry;
  private final Resolver resolver;
  private final Lifecycle lifecycle;

  ContainerRequests(Registry registry, Resolver resolver, Lifecycle lifecycle) {
    this.registry = registry;
    this.resolver = resolver;
    this.lifecycle = lifecycle;
  }

  void addTo(Map<String, Handler> handlers) {
    handlers.put("create", (session, request, response) -> create(session, request.getCreate().getName(),
        false));
    handlers.put("createWeak",
        (session, request, response) -> create(session, request.getCreateWeak().getName(), true));
    handlers.put("destroy", (session, request, response) -> {
      lifecycle.destroy(write(session, request.getDestroy().getName()));
      return true;
    });
    handlers.put("list", this::list);
    handlers.put("start", (session, request, response) -> {
      lifecycle.start(write(session, request.getStart().getName()), session.client());
      return true;
    });
    handlers.put("stop", (session, request, response) -> stop(session, request));
    handlers.put("pause", (session, request, response) -> {
      lifecycle.pause(write(session, request.getPause().getName()));
      return true;
    });
    handlers.put("resume", (session, request, response) -> {
      lifecycle.resume(write(session, request.getResume().getName()));
      return true;
    });
    handlers.put("Respawn", (session, request, response) -> {
      lifecycle.respawn(write(session, request.getRespawn().getName()));
      return true;
    });
    handlers.put("SetSymlink", (session, request, response) -> {
      var wanted = request.getSetSymlink();
      lifecycle.set(write(session, wanted.getContainer()), session.client(), "symlink[" + wanted.getSymlink()
          + "]",
          wanted.getTarget());
      return true;
    });
    handlers.put("kill", (session, request, response) -> {
      lifecycle.kill(write(session, request.getKill().getName()), request.getKill().getSig());
      return true;
    });
  }

  private Container write(Session session, String name) {
    return resolver.write(session.client(), name);
  }

  private boolean create(Session session, String given, boolean weak) {
    Client client = session.client();
    Container container = lifecycle.create(resolver.toCreate(client, given), client, weak);
    if (weak) {
      session.adoptWeak(container);
    }
    return true;
  }

  private boolean stop(Session session, Request request) {
    Container container = write(session, request.getStop().getName());
    long timeout = request.getStop().hasTimeoutMs() ? Integer.toUnsignedLong(request.getStop().getTimeoutMs())
        : Lifecycle.DEFAULT_STOP_TIMEOUT_MS;
    lifecycle.stop(container, timeout);
    return true;
  }

  private boolean list(Session session, Request request, Response.Builder response) {
    ContainerListRequest wanted = request.getList();
    String mask = wanted.hasMask() ? wanted.getMask() : "***";
    var list = response.getListBuilder();
    for (Container container : registry.all()) {
      boolean changed = !wanted.hasChangedSince() || container.changeTime() >= wanted.getChangedSince();
      if (changed) {
        session.client().names().relative(container).filter(name -> Masks.matches(name, mask))
            .ifPresent(list::addName);
      }
    }
    return true;
  }
}
