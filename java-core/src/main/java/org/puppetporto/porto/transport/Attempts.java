package org.puppetporto.porto.transport;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * Connecting until there is room in the listener's queue. A unix socket with a full queue answers EAGAIN
 * to a non-blocking connect, and no selector tells when there is room again: one has to ask.
 */
final class Attempts {
  private static final long PAUSE_MILLIS = 20;

  private Attempts() {}

  interface Attempt<C> {
    Optional<C> connected() throws IOException;
  }

  static <C> C until(Deadline deadline, Attempt<C> attempt) throws IOException {
    for (;;) {
      Optional<C> channel = attempt.connected();
      if (channel.isPresent()) {
        return channel.get();
      }
      if (deadline.passed()) {
        throw new SocketTimeoutException("the listener's queue is full");
      }
      pause(Math.min(PAUSE_MILLIS, deadline.leftMillis()));
    }
  }

  private static void pause(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while connecting");
    }
  }
}
