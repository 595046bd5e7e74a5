package org.puppetporto.embedded.request;

import java.util.HashMap;
import java.util.Map;
import org.puppetporto.embedded.life.Engine;
import org.puppetporto.embedded.server.Handler;

/** All handlers, by the request's name in Porto's protocol. */
public final class Handlers {
  private Handlers() {}

  public static Map<String, Handler> of(Engine engine, WaitRequests waits) {
    Map<String, Handler> handlers = new HashMap<>();
    Resolver resolver = new Resolver(engine.registry());
    new ContainerRequests(engine.registry(), resolver, engine.lifecycle()).addTo(handlers);
    new PropertyRequests(engine.registry(), resolver, engine.properties(), engine.lifecycle())
        .addTo(handlers);
    new LabelRequests(engine.registry(), resolver, engine.lifecycle()).addTo(handlers);
    new SpecRequests(engine, resolver).addTo(handlers);
    new VolumeRequests(engine.volumes(), resolver).addTo(handlers);
    new LayerRequests(engine.volumes(), engine.accounts()).addTo(handlers);
    waits.addTo(handlers);
    new ProcessRequests(engine, resolver).addTo(handlers);
    new SystemRequests(engine).addTo(handlers);
    return handlers;
  }
}
