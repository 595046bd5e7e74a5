package org.puppetporto.agent;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The loop's queue: bounded, and equal wake-ups are one. When it is full, what it holds about states gives
 * way to a look at everything, which finds whatever they would have told; restarts that were asked for stay.
 */
final class Wakeups {
  private final int capacity;
  private Set<Wakeup> waiting = new LinkedHashSet<>();
  private boolean closed;

  /** @param capacity most wake-ups held */
  Wakeups(int capacity) {
    this.capacity = capacity;
  }

  /** Adds one; never blocks. */
  synchronized void offer(Wakeup wakeup) {
    if (waiting.size() >= capacity && !waiting.contains(wakeup)) {
      waiting.removeIf(held -> !(held instanceof Wakeup.RestartAsked));
      waiting.add(new Wakeup.Everything("more happened than can be held"));
      if (waiting.size() >= capacity) {
        // Restarts alone fill it: nobody asks for so many on purpose.
        return;
      }
    }
    waiting.add(wakeup);
    notifyAll();
  }

  /**
   * Takes all that wait, in their order.
   *
   * @param patience how long to wait for the first
   * @return empty when none came, or after {@link #close}
   */
  synchronized Set<Wakeup> take(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty() && !closed) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      // Rounded up, so that the last fraction of a millisecond is not spun away.
      wait(left / 1_000_000 + 1);
    }
    Set<Wakeup> taken = waiting;
    waiting = new LinkedHashSet<>();
    return taken;
  }

  synchronized int size() {
    return waiting.size();
  }

  synchronized boolean closed() {
    return closed;
  }

  /** Nobody waits any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
