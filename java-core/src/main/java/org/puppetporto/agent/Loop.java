package org.puppetporto.agent;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.puppetporto.health.Watchman;

/** The one thread that acts: takes wake-ups, looks, keeps, restarts; looks at everything once an interval. */
final class Loop {
  /** Between two looks, so that a flood of events costs a few looks and not one each. */
  private static final Duration BREATH = Duration.ofMillis(100);
  /** Between two attempts to watch what cannot be watched at present: a portod that is away, say. */
  private static final Duration RENEWAL = Duration.ofSeconds(5);

  private final Wakeups wakeups;
  private final Keeper keeper;
  private final Watchman watchman;
  private final BooleanSupplier renewal;
  private final Runnable looked;
  private final Duration interval;
  private final LongSupplier nanos;
  private long lastLook;
  private long nextLook;

  /**
   * @param renewal takes up again what could not be watched; gives whether all is watched now, so that
   *     there is nothing to do until something is told
   * @param looked told after every look
   * @param nanos a monotonic clock, in nanoseconds
   */
  Loop(Wakeups wakeups, Keeper keeper, Watchman watchman, BooleanSupplier renewal, Runnable looked,
      Duration interval, LongSupplier nanos) {
    this.wakeups = wakeups;
    this.keeper = keeper;
    this.watchman = watchman;
    this.renewal = renewal;
    this.looked = looked;
    this.interval = interval;
    this.nanos = nanos;
  }

  /** Runs until the queue is closed. */
  void run() throws InterruptedException {
    lastLook = nanos.getAsLong() - BREATH.toNanos();
    nextLook = nanos.getAsLong();
    boolean watched = renewal.getAsBoolean();
    while (!wakeups.closed()) {
      Set<Wakeup> batch = wakeups.take(patience(watched));
      watched = renewal.getAsBoolean();
      turn(batch);
    }
  }

  private Duration patience(boolean watched) {
    Duration left = Duration.ofNanos(Math.max(0, nextLook - nanos.getAsLong()));
    return watched || left.compareTo(RENEWAL) < 0 ? left : RENEWAL;
  }

  private void turn(Set<Wakeup> batch) throws InterruptedException {
    boolean told = batch.stream().anyMatch(Loop::tellsOfDaemons);
    for (Wakeup wakeup : batch) {
      if (wakeup instanceof Wakeup.RestartAsked asked && !wakeups.closed()) {
        Optional<String> failure = keeper.restart(asked);
        watchman.restarted(asked.daemon(), failure);
        // Whoever asked did not know how things are.
        told |= failure.isPresent();
      }
    }
    if ((told || nanos.getAsLong() - nextLook >= 0) && !wakeups.closed()) {
      breathe();
      look();
    }
  }

  private static boolean tellsOfDaemons(Wakeup wakeup) {
    return !(wakeup instanceof Wakeup.RestartAsked) && !(wakeup instanceof Wakeup.CoreReplaced)
        && !(wakeup instanceof Wakeup.SocketChanged);
  }

  private void breathe() throws InterruptedException {
    long left = BREATH.toNanos() - (nanos.getAsLong() - lastLook);
    if (left > 0) {
      Thread.sleep(left / 1_000_000 + 1);
    }
  }

  private void look() {
    Keeper.Look look = keeper.look();
    lastLook = nanos.getAsLong();
    Optional<Duration> again = look.again().filter(sooner -> sooner.compareTo(interval) < 0);
    nextLook = lastLook + again.orElse(interval).toNanos();
    look.seen().ifPresent(watchman::seen);
    looked.run();
  }
}
