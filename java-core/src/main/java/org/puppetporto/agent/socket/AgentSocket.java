package org.puppetporto.agent.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jnr.enxio.channels.NativeSelectorProvider;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/**
 * Listens on a unix socket and serves the bridge's messages, with one thread for all connections and a few
 * for the requests that are at work. Everyone may connect; who may change is asked of the kernel.
 */
public final class AgentSocket implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final int CHUNK = 64 << 10;
  private static final long BREATH_MS = 100;

  private final Path path;
  private final Consumer<String> troubles;
  private final UnixServerSocketChannel listener;
  private final Selector selector;
  private final Sessions sessions;
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(CHUNK);
  private final Thread thread;
  private final Object identity;
  private volatile boolean closing;
  private boolean closed;
  private String trouble = "";

  /**
   * Listens from now on; a socket that another process left behind is replaced.
   *
   * @param rule asked for each connection
   * @param doors make what serves one caller
   * @param troubles takes lines for people
   */
  public AgentSocket(Path path, Supplier<AccessRule> rule, Door.Maker doors, Consumer<String> troubles)
      throws IOException {
    this.path = path;
    this.troubles = troubles;
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    listener = UnixServerSocketChannel.open();
    boolean listens = false;
    try {
      listener.socket().bind(new UnixSocketAddress(path.toFile()), BACKLOG);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
      identity = identity();
      listener.configureBlocking(false);
      selector = NativeSelectorProvider.getInstance().openSelector();
      listener.register(selector, SelectionKey.OP_ACCEPT);
      listens = true;
    } finally {
      if (!listens) {
        // Whoever cannot listen here tries again every few seconds.
        listener.close();
      }
    }
    sessions = new Sessions(rule, doors, this::errand);
    thread = new Thread(this::run, "agent-socket");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether callers find this very socket at its path; somebody may have taken it, or its directory, away. */
  public boolean found() {
    try {
      return identity.equals(identity());
    } catch (IOException e) {
      return false;
    }
  }

  private Object identity() throws IOException {
    return String.valueOf(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  /** Has something done in the listener's thread, which alone touches connections. */
  private void errand(Runnable errand) {
    errands.add(errand);
    wake();
  }

  /** The library writes to a file by its number, which is another's once the selector is closed. */
  private synchronized void wake() {
    if (!closed) {
      selector.wakeup();
    }
  }

  private void run() {
    while (!closing) {
      try {
        // Without a connection there is nothing to wait for but the next one.
        selector.select(sessions.patience(System.nanoTime()));
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
          errand.run();
        }
        for (SelectionKey key : selector.selectedKeys().toArray(new SelectionKey[0])) {
          serve(key);
        }
        selector.selectedKeys().clear();
        sessions.sweep(System.nanoTime());
        trouble = "";
      } catch (IOException | RuntimeException e) {
        if (!closing) {
          tell("the agent's socket: " + e);
          // No file descriptor left, say: not as fast as the processor can.
          errands.add(AgentSocket::breathe);
        }
      }
    }
    sessions.closeAll();
  }

  /** What lasts is told once. */
  private void tell(String text) {
    if (!text.equals(trouble)) {
      trouble = text;
      troubles.accept(text);
    }
  }

  private static void breathe() {
    try {
      Thread.sleep(BREATH_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SelectionKey key) throws IOException {
    if (!key.isValid()) {
      return;
    }
    if (key.attachment() instanceof Session session) {
      sessions.ready(session, key.isReadable(), key.isWritable(), scratch);
      return;
    }
    UnixSocketChannel channel = listener.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      sessions.accept(channel, channel.register(selector, 0));
    }
  }

  /** How many are connected. */
  public int connections() {
    return sessions.count();
  }

  /** Stops listening, and waits for requests in hand until they are done or patience runs out. */
  @Override
  public void close() throws IOException {
    closing = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      closed = true;
      selector.close();
    }
    listener.close();
    if (found()) {
      Files.deleteIfExists(path);
    }
  }
}
