package org.puppetporto.porto.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Optional;

/** Frames over a non-blocking channel. Waiting is done in the caller's thread, by a selector. */
final class FramedConnection<C extends SelectableChannel & ByteChannel> implements Connection {
  private static final int CHUNK = 64 << 10;

  private final C channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Optional<Peer> peer;
  /** Bytes that have arrived and belong to no frame handed out yet; always ready to be read from. */
  private final ByteBuffer arrived = ByteBuffer.allocate(CHUNK).limit(0);
  private volatile boolean woken;

  private FramedConnection(C channel, Selector selector, Optional<Peer> peer) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, SelectionKey.OP_READ);
    this.peer = peer;
  }

  /** Takes over a connected, non-blocking channel, and closes it when that fails. */
  static <C extends SelectableChannel & ByteChannel> Connection over(C channel, Optional<Peer> peer)
      throws IOException {
    Selector selector = null;
    try {
      selector = channel.provider().openSelector();
      return new FramedConnection<>(channel, selector, peer);
    } catch (IOException e) {
      if (selector != null) {
        selector.close();
      }
      channel.close();
      throw e;
    }
  }

  @Override
  public void send(byte[] frame, Deadline deadline) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(Varint.prefixed(frame));
    try {
      while (out.hasRemaining()) {
        // In pieces: the JDK copies a heap buffer to native memory of the same size, and keeps it.
        ByteBuffer piece = out.duplicate();
        piece.limit(Math.min(out.limit(), out.position() + CHUNK));
        int written = channel.write(piece);
        out.position(out.position() + Math.max(0, written));
        if (written <= 0) {
          waitFor(SelectionKey.OP_WRITE, deadline);
        }
      }
    } catch (IOException e) {
      throw out.position() == 0 ? new UnsentException(e) : e;
    }
  }

  @Override
  public byte[] receive(Deadline deadline) throws IOException {
    int length = receiveLength(deadline);
    byte[] frame = new byte[Math.min(length, CHUNK)];
    int have = 0;
    while (have < length) {
      if (!arrived.hasRemaining()) {
        fill(deadline);
      }
      int step = Math.min(arrived.remaining(), length - have);
      if (have + step > frame.length) {
        frame = Arrays.copyOf(frame, (int) Math.min(length, Math.max(have + step, 2L * frame.length)));
      }
      arrived.get(frame, have, step);
      have += step;
    }
    return frame;
  }

  private int receiveLength(Deadline deadline) throws IOException {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (!arrived.hasRemaining()) {
        fill(deadline);
      }
      byte next = arrived.get();
      length |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (length > LONGEST_RECEIVED) {
          throw new FrameException("a frame of " + length + " bytes was announced; the longest is "
              + LONGEST_RECEIVED);
        }
        return (int) length;
      }
    }
    throw new FrameException("a frame's length is not a varint32");
  }

  private void fill(Deadline deadline) throws IOException {
    for (;;) {
      int count = read();
      if (count < 0) {
        throw new EOFException("the connection was closed by the peer");
      }
      if (count > 0) {
        return;
      }
      waitFor(SelectionKey.OP_READ, deadline);
    }
  }

  private int read() throws IOException {
    arrived.clear();
    try {
      return channel.read(arrived);
    } finally {
      arrived.flip();
    }
  }

  private void waitFor(int operation, Deadline deadline) throws IOException {
    long millis = deadline.leftMillis();
    if (millis == 0) {
      throw new SocketTimeoutException("no progress in time");
    }
    key.interestOps(operation);
    if (!woken) {
      selector.select(millis);
      selector.selectedKeys().clear();
    }
    if (woken || Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while waiting");
    }
  }

  @Override
  public boolean idle() {
    if (arrived.hasRemaining()) {
      return false;
    }
    try {
      return read() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public Optional<Peer> peer() {
    return peer;
  }

  @Override
  public synchronized void wake() {
    woken = true;
    if (selector.isOpen()) {
      selector.wakeup();
    }
  }

  @Override
  public synchronized void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      // Whatever was to be said was said by an earlier send or receive.
    }
  }
}
