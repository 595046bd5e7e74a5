package org.puppetporto.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the doors of one process apart, in the order they came. The kernel's lock cannot: it belongs to the
 * process, and closing any other handle of the file, even one that was only read, gives it up.
 */
final class ProcessLock {
  private static final Map<Path, ProcessLock> LOCKS = new ConcurrentHashMap<>();

  private final Semaphore turn = new Semaphore(1, true);
  private volatile String holder = "";

  private ProcessLock() {}

  static ProcessLock of(Path file) {
    return LOCKS.computeIfAbsent(file.toAbsolutePath().normalize(), unused -> new ProcessLock());
  }

  /** @return false when another door of this process kept it for so long */
  boolean take(Duration patience) throws InterruptedException {
    return turn.tryAcquire(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
  }

  void held(String text) {
    holder = text;
  }

  String holder() {
    return holder;
  }

  void release() {
    holder = "";
    turn.release();
  }
}
