package org.puppetporto.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import jnr.unixsocket.Credentials;
import org.puppetporto.embedded.life.Engine;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.process.HostSystem;
import org.puppetporto.embedded.request.Handlers;
import org.puppetporto.embedded.request.WaitRequests;
import org.puppetporto.embedded.server.Dispatcher;
import org.puppetporto.embedded.server.RequestLog;
import org.puppetporto.embedded.server.Server;

/**
 * A small Porto endpoint for demos and tests: the real protocol, real processes. It keeps what it knows in
 * its directory, so it can be stopped and started again while its containers go on running.
 *
 * <pre>{@code
 * try (EmbeddedPortod portod = EmbeddedPortod.start(socket, dir)) {
 *   ...
 *   portod.restart();                       // containers go on
 *   portod.listener(new RequestListener() { ... });
 * }                                         // containers are destroyed
 * }</pre>
 */
public final class EmbeddedPortod implements AutoCloseable {
  private static final String GROUP = "porto";
  /** Levels of {@code enable_porto} that let a container only read. */
  private static final Set<String> READING = Set.of("false", "read-only", "read-isolate");
  private final Path socket;
  private final Path dir;
  private final Options options;
  private final HostSystem host = new HostSystem();
  private final RequestCounters counters = new RequestCounters();
  private final RequestLog log;
  private RequestListener listener = new RequestListener() {};
  private FaultInterceptor interceptor;
  private Engine engine;
  private Server server;

  private EmbeddedPortod(Path socket, Path dir, Options options) {
    this.socket = socket;
    this.dir = dir;
    this.options = options;
    this.log = new RequestLog(options.log());
  }

  /** Serves on the socket, with everything supported and no log. */
  public static EmbeddedPortod start(Path socket, Path dir) throws IOException {
    return start(socket, dir, Options.defaults());
  }

  /**
   * Serves on the socket.
   *
   * @param socket made anew; at most 107 bytes long
   * @param dir where everything is kept; what an earlier endpoint left there goes on
   */
  public static EmbeddedPortod start(Path socket, Path dir, Options options) throws IOException {
    EmbeddedPortod portod = new EmbeddedPortod(socket, dir, options);
    portod.start();
    return portod;
  }

  public Path socket() {
    return socket;
  }

  public RequestCounters counters() {
    return counters;
  }

  /** Who sees requests from now on, and may spoil them. */
  public synchronized void listener(RequestListener newListener) {
    listener = newListener;
    if (interceptor != null) {
      interceptor.listener(newListener);
    }
  }

  /** How many clients are connected. */
  public synchronized int clients() {
    return server == null ? 0 : server.clients();
  }

  /** Starts again after {@link #stop}; does nothing while running. */
  public synchronized void start() throws IOException {
    if (server != null) {
      return;
    }
    interceptor = new FaultInterceptor(counters);
    interceptor.listener(listener);
    AtomicReference<WaitRequests> waits = new AtomicReference<>();
    engine = new Engine(dir, options.place(), host, options.unsupported(), (registry, timers) -> {
      waits.set(new WaitRequests(registry, timers));
      return waits.get();
    });
    Registry registry = engine.registry();
    Engine running = engine;
    server = new Server(socket, peer -> identify(peer, running),
        new Dispatcher(Handlers.of(engine, waits.get()), interceptor, log), engine.lifecycle()::abandon, log);
    log.note("serving " + socket + " with " + registry.size() + " containers from " + dir);
  }

  /** Stops serving. Containers' processes go on; {@link #start} finds them again. */
  public synchronized void stop() throws IOException {
    if (server == null) {
      return;
    }
    interceptor.release();
    server.close();
    engine.close();
    server = null;
    engine = null;
  }

  /** As a restart of portod: connections break, containers go on. */
  public synchronized void restart() throws IOException {
    stop();
    start();
  }

  /** As a reboot: every process ends, every container is forgotten, connections break. */
  public synchronized void reset() throws IOException {
    boolean wasRunning = server != null;
    start();
    engine.destroyAll();
    stop();
    if (wasRunning) {
      start();
    }
  }

  /** Ends every container and stops. */
  @Override
  public synchronized void close() throws IOException {
    start();
    engine.destroyAll();
    stop();
  }

  /**
   * Who a peer is. What runs in a container acts for the container's owner, as far as {@code enable_porto}
   * lets it.
   */
  private Client identify(Credentials peer, Engine running) {
    Container home = running.containerOf(peer.getPid());
    Owner peerOwner = new Owner(peer.getUid(), peer.getGid(), host.groupsOf(peer.getUid(), peer.getGid()));
    Owner owner = home.isRoot() ? peerOwner : home.owner();
    OptionalInt porto = host.gid(GROUP);
    boolean member = owner.isRoot() || porto.isPresent() && owner.isMemberOf(porto.getAsInt());
    return new Client(peer.getPid(), owner, member && mayWrite(home), peer.getUid() == 0, home);
  }

  private static boolean mayWrite(Container home) {
    for (Container c = home; c != null; c = c.parent()) {
      String level = c.setting("enable_porto");
      if (level != null && READING.contains(level)) {
        return false;
      }
    }
    return true;
  }
}
