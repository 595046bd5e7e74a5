package org.puppetporto.embedded.server;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.Credentials;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;

/** Listens on the unix socket and serves each client on a thread of its own. */
public final class Server implements AutoCloseable {
  /** Porto takes a thousand clients, and a hundred more of root's. */
  private static final int MAX_CLIENTS = 1100;
  private static final int BACKLOG = 1024;
  private static final int STACK_BYTES = 512 << 10;
  private static final long CLOSE_TIMEOUT_NS = 5_000_000_000L;
  private static final long CLOSE_POLL_MS = 2;
  private final Path path;
  private final Function<Credentials, Client> identify;
  private final Dispatcher dispatcher;
  private final Consumer<Container> abandon;
  private final RequestLog log;
  private final UnixServerSocketChannel listener;
  private final Selector selector;
  private final Thread acceptor;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders = Executors.newCachedThreadPool(Server::daemon);
  private volatile boolean closing;

  /**
   * @param identify tells who a peer is
   * @param abandon called with each weak container whose creator went away
   */
  public Server(Path path, Function<Credentials, Client> identify, Dispatcher dispatcher,
      Consumer<Container> abandon, RequestLog log) throws IOException {
    this.path = path;
    this.identify = identify;
    this.dispatcher = dispatcher;
    this.abandon = abandon;
    this.log = log;
    Files.deleteIfExists(path);
    listener = UnixServerSocketChannel.open();
    listener.socket().bind(new UnixSocketAddress(path.toFile()), BACKLOG);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    listener.configureBlocking(false);
    selector = NativeSelectorProvider.getInstance().openSelector();
    listener.register(selector, SelectionKey.OP_ACCEPT);
    acceptor = daemon(this::accept);
    acceptor.setName("portod-accept");
    acceptor.start();
  }

  public int clients() {
    return connections.size();
  }

  private void accept() {
    while (!closing) {
      try {
        selector.select();
        selector.selectedKeys().clear();
        UnixSocketChannel channel = closing ? null : listener.accept();
        if (channel != null) {
          serve(channel);
        }
      } catch (IOException | RuntimeException e) {
        // One client that is not served is not to cost the others.
        if (!closing) {
          log.note("cannot accept a client: " + e);
        }
      }
    }
  }

  private void serve(UnixSocketChannel channel) throws IOException {
    channel.configureBlocking(true);
    PeerSocket socket = new PeerSocket(channel);
    if (connections.size() >= MAX_CLIENTS) {
      log.note("refused a client: there are " + MAX_CLIENTS + " already");
      socket.close();
      return;
    }
    Client client = identified(socket);
    Connection[] self = new Connection[1];
    self[0] = new Connection(socket, client, dispatcher, senders, abandon, () -> connections.remove(self[0]));
    connections.add(self[0]);
    Thread thread = new Thread(null, self[0], "portod-client-" + client.pid(), STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
  }

  private Client identified(PeerSocket socket) throws IOException {
    try {
      return identify.apply(socket.credentials());
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** Stops listening, and breaks off every connection. */
  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    selector.close();
    listener.close();
    Files.deleteIfExists(path);
    connections.forEach(Connection::disconnect);
    awaitConnections();
    senders.shutdown();
  }

  /**
   * Lets requests in hand come to their end, so that nothing of us changes anything any more; within reason.
   */
  private void awaitConnections() {
    long deadline = System.nanoTime() + CLOSE_TIMEOUT_NS;
    try {
      while (!connections.isEmpty() && System.nanoTime() < deadline) {
        Thread.sleep(CLOSE_POLL_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable);
    thread.setDaemon(true);
    return thread;
  }
}
