package org.puppetporto.agent;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the sinks in a thread of its own, since the loop may be long at an update: soon after every change,
 * and once a while without one. Not at once: what died is to be brought back first, and told of then.
 */
final class Telling implements AutoCloseable {
  /** Changes that come together are told together. */
  private static final long GATHER_MS = 500;

  private final Runnable report;
  private final Duration longest;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private boolean changed;
  private boolean closed;

  /**
   * @param report tells; must not throw
   * @param longest between two reports
   */
  Telling(Runnable report, Duration longest) {
    this.report = report;
    this.longest = longest;
    this.thread = new Thread(this::run, "agent-status");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Something changed; returns at once. */
  void changed() {
    lock.lock();
    try {
      changed = true;
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitNews()) {
        Thread.sleep(GATHER_MS);
        told();
        report.run();
      }
    } catch (InterruptedException e) {
      // The agent ends.
    }
  }

  private boolean awaitNews() throws InterruptedException {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (!changed && !closed && left > 0) {
        left = news.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Whatever comes from now on is told the next time. */
  private void told() {
    lock.lock();
    try {
      changed = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      news.signal();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
  }
}
