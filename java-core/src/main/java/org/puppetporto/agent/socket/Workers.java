package org.puppetporto.agent.socket;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads for requests at work, gone when there is nothing to do. Those who only read have their own, so that
 * they never keep a Puppet run waiting. The queues are as long as there are connections at most.
 */
final class Workers {
  private static final int CHANGING = 8;
  private static final int READING = 2;
  private static final long LINGER_SECONDS = 10;
  private static final int STACK_BYTES = 512 << 10;

  private final ThreadPoolExecutor changing = pool("agent-change", CHANGING);
  private final ThreadPoolExecutor reading = pool("agent-read", READING);

  private static ThreadPoolExecutor pool(String name, int threads) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, LINGER_SECONDS, TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(), task -> {
          Thread thread = new Thread(null, task, name, STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  void run(boolean mayChange, Runnable work) {
    (mayChange ? changing : reading).execute(work);
  }

  /** Lets what is at work come to its end; what only waits is dropped. */
  void end(long patienceSeconds) {
    for (ThreadPoolExecutor pool : List.of(changing, reading)) {
      pool.getQueue().clear();
      pool.shutdown();
    }
    try {
      changing.awaitTermination(patienceSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
