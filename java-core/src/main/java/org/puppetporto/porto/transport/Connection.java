package org.puppetporto.porto.transport;

import java.io.IOException;
import java.util.Optional;

/** One connection that carries frames. Used by one thread at a time; only {@link #wake} by any. */
public interface Connection extends AutoCloseable {
  /** The longest frame that portod takes, in bytes ({@code max_msg_len} of its configuration). */
  int LONGEST_SENT = 32 << 20;

  /** The longest frame that is taken from the peer, in bytes. */
  int LONGEST_RECEIVED = 64 << 20;

  /**
   * Sends one frame.
   *
   * @throws UnsentException when nothing was written
   * @throws java.net.SocketTimeoutException when the deadline passed after some of it was written
   * @throws java.io.InterruptedIOException when the thread was interrupted, its flag stays set; or woken
   */
  void send(byte[] frame, Deadline deadline) throws IOException;

  /**
   * Receives one frame. Memory grows with what has arrived, not with the length that was announced.
   *
   * @throws FrameException when the length is malformed or above {@link #LONGEST_RECEIVED}
   * @throws java.io.EOFException when the peer closed the connection
   * @throws java.net.SocketTimeoutException when the deadline passed
   * @throws java.io.InterruptedIOException when the thread was interrupted, its flag stays set; or woken
   */
  byte[] receive(Deadline deadline) throws IOException;

  /** Whether the peer neither closed an idle connection nor said anything that nobody asked for. */
  boolean idle();

  /** Who the peer is; empty where the transport cannot tell its pid. */
  Optional<Peer> peer();

  /** Makes the thread that waits in {@link #send} or {@link #receive}, or the next to do so, give up. */
  void wake();

  @Override
  void close();
}
