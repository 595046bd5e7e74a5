package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Waits with a bound for the locks of apt and dpkg. A lock that was waited for in vain is then only looked at
 * for a while: a hundred daemons must not wait a hundred times.
 */
final class LockWait {
  private static final long PAUSE_MILLIS = 200;
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Pattern HELD =
      Pattern.compile("Could not get lock (\\S+?)\\. It is held by process (\\d+)");

  private final Duration bound;
  private final List<Path> dpkgLocks;
  private volatile long triedInVain;
  private volatile boolean patient = true;

  LockWait(AptSettings settings) {
    this.bound = settings.lockTimeout();
    // apt takes the first for as long as it runs; dpkg, which may outlive it, the second.
    this.dpkgLocks =
        List.of(settings.admindir().resolve("lock-frontend"), settings.admindir().resolve("lock"));
  }

  interface Step {
    Tool.Outcome run() throws AptException;
  }

  /** Seconds that apt-get itself is told to wait for dpkg's locks. */
  long seconds() {
    return Math.max(1, patience().toSeconds());
  }

  private Duration patience() {
    boolean worthWaiting = patient || System.nanoTime() - triedInVain > bound.toNanos();
    return worthWaiting || bound.compareTo(GLANCE) < 0 ? bound : GLANCE;
  }

  /** Waits until nobody holds dpkg's locks. */
  void untilIdle() throws AptException {
    Duration patience = patience();
    long end = System.nanoTime() + patience.toNanos();
    for (Optional<LockHolder> holder = LockHolder.find(dpkgLocks);
        holder.isPresent();
        holder = LockHolder.find(dpkgLocks)) {
      if (System.nanoTime() > end) {
        throw locked("looking at the packages", holder.get().describe(), patience);
      }
      pause();
    }
    patient = true;
  }

  /** Repeats a step while its output says that a lock was held; apt itself waits for some locks only. */
  Tool.Outcome untilFree(String what, Step step) throws AptException {
    Duration patience = patience();
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Tool.Outcome outcome = step.run();
      if (outcome.ok() || AptFailure.of(outcome.lines()).reason() != Reason.LOCKED) {
        patient = true;
        return outcome;
      }
      if (System.nanoTime() > end) {
        throw locked(what, holder(outcome.lines()), patience);
      }
      pause();
    }
  }

  private String holder(Collection<String> lines) {
    List<Path> files = new ArrayList<>(dpkgLocks);
    for (String line : lines) {
      Matcher matcher = HELD.matcher(line);
      if (matcher.find()) {
        LockHolder named = new LockHolder(Path.of(matcher.group(1)), Long.parseLong(matcher.group(2)));
        if (ProcessHandle.of(named.pid()).isPresent()) {
          return named.describe();
        }
        files.add(named.file());
      }
    }
    return LockHolder.find(files).map(LockHolder::describe)
        .orElseGet(() -> String.join(" | ", new TreeSet<>(
            lines.stream().filter(line -> line.contains("lock")).toList())));
  }

  private AptException locked(String what, String holder, Duration waited) {
    patient = false;
    triedInVain = System.nanoTime();
    return new AptException(
        Reason.LOCKED,
        what + ": " + holder + "; waited " + waited.toSeconds()
            + " s. Nothing was changed. Let that process end, or find out why it hangs; the next run"
            + " tries again");
  }

  private static void pause() throws AptException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AptException(Reason.TIMEOUT, "interrupted while waiting for apt's lock", e);
    }
  }
}
