package org.puppetporto.bridge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that is made beside the caller's first words, on another processor where there is one, and belongs to
 * whoever asks for it. Whoever has to wait for it spends that time on what else will be needed.
 */
final class HeadStart<T> {
  private final FutureTask<T> making;
  private final FutureTask<?> meanwhile;

  private HeadStart(Callable<T> making, Callable<?> meanwhile) {
    this.making = new FutureTask<>(making);
    this.meanwhile = new FutureTask<>(meanwhile);
  }

  /**
   * Begins at once.
   *
   * @param meanwhile run once: by the first who has to wait, or else once all is made
   */
  static <T> HeadStart<T> of(String name, Callable<T> making, Callable<?> meanwhile) {
    HeadStart<T> start = new HeadStart<>(making, meanwhile);
    Thread thread = new Thread(start::run, name);
    thread.setDaemon(true);
    thread.start();
    return start;
  }

  private void run() {
    making.run();
    meanwhile.run();
  }

  /** What was made, once it is; a fault in making it is the asker's. */
  T get() {
    if (!making.isDone()) {
      meanwhile.run();
    }
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return making.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("the core could not begin: " + e.getCause(), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
