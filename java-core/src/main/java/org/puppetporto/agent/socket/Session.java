package org.puppetporto.agent.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import jnr.unixsocket.UnixSocketChannel;
import org.puppetporto.bridge.BridgeServer;

/**
 * One connection: what came in, what waits to go out, and the bridge's server of its own, whose engine is no
 * other door's. Only the listener's thread touches it, but for {@link #send}.
 */
final class Session {
  private final UnixSocketChannel channel;
  private final SelectionKey key;
  private final Limits limits;
  private final boolean changing;
  private final BridgeServer server;
  private final Lines in = new Lines();
  private final Queue<ByteBuffer> out = new ArrayDeque<>();
  private int unread;
  private boolean busy;
  private boolean ending;
  private boolean finished;
  private boolean closed;
  private long lastSaid;

  Session(UnixSocketChannel channel, SelectionKey key, Limits limits, boolean changing, BridgeServer server,
      long now) {
    this.channel = channel;
    this.key = key;
    this.limits = limits;
    this.changing = changing;
    this.server = server;
    this.lastSaid = now;
  }

  /** Whether its peer may change. */
  boolean changing() {
    return changing;
  }

  BridgeServer server() {
    return server;
  }

  boolean busy() {
    return busy;
  }

  void busy(boolean now) {
    busy = now;
  }

  /** Takes what is there to be read. */
  void read(ByteBuffer scratch, long now) throws IOException {
    scratch.clear();
    int count = channel.read(scratch);
    if (count > 0) {
      lastSaid = now;
      scratch.flip();
      in.add(scratch);
    }
    finished |= count < 0;
  }

  /** The next message; empty when none is whole yet, or it is to end. */
  Optional<String> message() {
    return ending ? Optional.empty() : in.next();
  }

  boolean tooLong() {
    return in.size() > limits.message();
  }

  /** Nothing more is read; it is closed once everything is written. */
  void end() {
    ending = true;
  }

  /** How long it may be silent still, having no request in hand. */
  Duration left(long now) {
    Duration most = server.greeted() ? limits.idle() : limits.silence();
    Duration left = most.minusNanos(now - lastSaid);
    return left.isNegative() ? Duration.ZERO : left;
  }

  long idleSince() {
    return lastSaid;
  }

  void touched(long now) {
    lastSaid = now;
  }

  /**
   * Adds a line to what goes out; from any thread.
   *
   * @return false when the peer reads too little for it to be kept
   */
  synchronized boolean send(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    if (unread + bytes.length > limits.unread() && unread > 0) {
      return false;
    }
    out.add(ByteBuffer.wrap(bytes));
    unread += bytes.length;
    return true;
  }

  /** Writes what can be written, and asks to be told when more can be; false when it is done with. */
  synchronized boolean flush() throws IOException {
    while (!out.isEmpty()) {
      ByteBuffer first = out.peek();
      unread -= channel.write(first);
      if (first.hasRemaining()) {
        break;
      }
      out.remove();
    }
    boolean more = !out.isEmpty();
    boolean reads = !busy && !ending && !finished;
    key.interestOps((more ? SelectionKey.OP_WRITE : 0) | (reads ? SelectionKey.OP_READ : 0));
    return more || !ending && !finished;
  }

  boolean closed() {
    return closed;
  }

  void close() {
    closed = true;
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }
}
