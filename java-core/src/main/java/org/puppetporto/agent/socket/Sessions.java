package org.puppetporto.agent.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jnr.unixsocket.UnixSocketChannel;

/** All connections; used by the listener's thread alone. */
final class Sessions {
  /** How long requests in hand may go on when the agent ends. */
  private static final long PATIENCE_SECONDS = 60;

  private final Supplier<AccessRule> rule;
  private final Door.Maker doors;
  private final Consumer<Runnable> errands;
  private final Workers workers = new Workers();
  private final Map<Session, Door> open = new HashMap<>();
  private volatile int count;

  /** @param errands has something done in the listener's thread */
  Sessions(Supplier<AccessRule> rule, Door.Maker doors, Consumer<Runnable> errands) {
    this.rule = rule;
    this.doors = doors;
    this.errands = errands;
  }

  int count() {
    return count;
  }

  void accept(UnixSocketChannel channel, SelectionKey key) throws IOException {
    boolean accepted = false;
    try {
      PeerUser peer = PeerUser.of(channel);
      AccessRule now = rule.get();
      boolean changing = now.mayChange(peer);
      Limits limits = changing ? Limits.CHANGING : Limits.READING;
      if (!makeRoom(changing, limits)) {
        return;
      }
      Session[] self = new Session[1];
      Guest guest = new Guest(
          peer.name(), peer.root(), changing ? Optional.empty() : Optional.of(now.refusal(peer)));
      Door door = doors.make(guest, line -> send(self[0], line));
      self[0] = new Session(channel, key, limits, changing, door.server(), System.nanoTime());
      key.attach(self[0]);
      key.interestOps(SelectionKey.OP_READ);
      open.put(self[0], door);
      count = open.size();
      accepted = true;
    } finally {
      if (!accepted) {
        key.cancel();
        channel.close();
      }
    }
  }

  /**
   * The one that has been idle longest goes when there are as many as may be.
   *
   * @return false when all of them are at work: whoever comes now is turned away
   */
  private boolean makeRoom(boolean changing, Limits limits) {
    List<Session> alike = new ArrayList<>();
    open.keySet().stream().filter(session -> session.changing() == changing).forEach(alike::add);
    if (alike.size() < limits.connections()) {
      return true;
    }
    Optional<Session> idle = alike.stream().filter(session -> !session.busy())
        .min(Comparator.comparingLong(Session::idleSince));
    idle.ifPresent(this::close);
    return idle.isPresent();
  }

  void ready(Session session, boolean readable, boolean writable, ByteBuffer scratch) {
    try {
      if (!readable && !writable) {
        // Asked for neither: the peer is gone while its request is at work.
        close(session);
        return;
      }
      if (readable) {
        session.read(scratch, System.nanoTime());
      }
      proceed(session);
    } catch (IOException e) {
      close(session);
    }
  }

  /** Serves what is whole, and writes what can be written. */
  private void proceed(Session session) throws IOException {
    while (!session.busy()) {
      Optional<String> message = session.message();
      if (message.isEmpty()) {
        break;
      }
      serve(session, message.get());
    }
    if (session.tooLong()) {
      session.send("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":"
          + "\"the message is longer than a caller's may be\"}}");
      session.end();
    }
    if (!session.flush() && !session.busy()) {
      close(session);
    }
  }

  /** Before hello nothing costs anything, so it is answered at once, however busy the workers are. */
  private void serve(Session session, String message) {
    if (message.isBlank()) {
      return;
    }
    if (!session.server().greeted()) {
      session.server().handle(message);
      settle(session);
      return;
    }
    session.busy(true);
    workers.run(session.changing(), () -> {
      try {
        session.server().handle(message);
        session.server().prepare();
      } finally {
        errands.accept(() -> done(session));
      }
    });
  }

  private void done(Session session) {
    session.busy(false);
    session.touched(System.nanoTime());
    if (session.closed()) {
      drop(session);
      return;
    }
    settle(session);
    try {
      proceed(session);
    } catch (IOException e) {
      close(session);
    }
  }

  private static void settle(Session session) {
    if (session.server().ended() || session.server().malformed() >= Limits.MALFORMED) {
      session.end();
    }
  }

  /**
   * From any thread. A peer that does not read misses news of progress, and with an answer its connection.
   */
  private void send(Session session, String line) {
    boolean sent = session.send(line);
    boolean answer = !line.contains("\"method\":\"progress\"");
    errands.accept(() -> {
      if (session.closed()) {
        return;
      }
      try {
        if (!sent && answer || !session.flush() && !session.busy()) {
          close(session);
        }
      } catch (IOException e) {
        close(session);
      }
    });
  }

  /** Milliseconds until one of them has been silent for too long; 0 when none can be. */
  long patience(long now) {
    return open.keySet().stream().filter(session -> !session.busy())
        .mapToLong(session -> session.left(now).toMillis() + 1).min().orElse(0);
  }

  /** Closes those that have been silent for too long. */
  void sweep(long now) {
    for (Session session : List.copyOf(open.keySet())) {
      if (!session.busy() && session.left(now).isZero()) {
        close(session);
      }
    }
  }

  /** A request in hand goes on to its end; what it opened is let go of then. */
  private void close(Session session) {
    session.close();
    if (!session.busy()) {
      drop(session);
    }
  }

  private void drop(Session session) {
    Door door = open.remove(session);
    count = open.size();
    if (door != null) {
      door.close().run();
    }
  }

  void closeAll() {
    workers.end(PATIENCE_SECONDS);
    for (Map.Entry<Session, Door> entry : Map.copyOf(open).entrySet()) {
      try {
        entry.getKey().flush();
      } catch (IOException | RuntimeException e) {
        // Its peer is gone.
      }
      entry.getKey().close();
      entry.getValue().close().run();
    }
    open.clear();
    count = 0;
  }
}
