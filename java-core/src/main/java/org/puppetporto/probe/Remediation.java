package org.puppetporto.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.puppetporto.spec.Health.Backoff;

/**
 * When a daemon that is ill may be restarted: each restart doubles the pause to the next, up to a longest
 * one, and no hour sees more than so many. A daemon that was well for as long as the longest pause begins
 * anew. Pure; times are a monotonic clock's nanoseconds.
 *
 * @param row restarts since it last began anew
 * @param last when the last restart was asked for or came to its end; means nothing before one
 * @param restarts when there were any within the last hour, oldest first
 */
public record Remediation(int row, long last, List<Long> restarts) {
  /** Before any restart. */
  public static final Remediation NONE = new Remediation(0, 0, List.of());
  private static final long HOUR = Duration.ofHours(1).toNanos();
  private static final int MOST_DOUBLINGS = 30;

  public Remediation {
    restarts = List.copyOf(restarts);
  }

  /**
   * What to do about a daemon.
   *
   * @param hold why it is left alone, such as maintenance; "" when it is not
   * @param busy whether something is being done to it already
   */
  public Decision decide(HealthState liveness, Backoff backoff, String hold, boolean busy, long now) {
    if (liveness.verdict() != HealthState.Verdict.ILL) {
      return Decision.NOTHING;
    }
    if (!hold.isEmpty()) {
      return Decision.not("not restarted, " + hold);
    }
    Duration left = left(backoff, now);
    if (!left.isZero()) {
      return Decision.not("not restarted for " + (left.toSeconds() + 1) + " s: " + why(backoff, now));
    }
    return busy ? Decision.not("is being restarted")
        : new Decision(true, "liveness: " + liveness.complaint());
  }

  /** How long to wait still; zero when it may be restarted now. */
  public Duration left(Backoff backoff, long now) {
    long left = Math.max(damped(backoff, now), capped(backoff, now));
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** Why it has to wait, in words; "" when it has not. */
  public String why(Backoff backoff, long now) {
    if (left(backoff, now).isZero()) {
      return "";
    }
    return capped(backoff, now) > 0
        ? "restarted " + times(within(now).size()) + " within the hour, which is as often as it may be"
        : "restarted " + times(row) + " for it already";
  }

  private static String times(int count) {
    return count + (count == 1 ? " time" : " times");
  }

  /** After a restart, or an attempt at one. */
  public Remediation restarted(long now) {
    List<Long> all = within(now);
    all.add(now);
    return new Remediation(row + 1, now, all);
  }

  /** The restart has come to its end, from where the pause counts. */
  public Remediation ended(long now) {
    return row == 0 ? this : new Remediation(row, now, restarts);
  }

  /**
   * Of a daemon that is well.
   *
   * @param since since when it is
   */
  public Remediation well(Backoff backoff, long since, long now) {
    return row > 0 && now - since >= backoff.max().toNanos() ? new Remediation(0, last, within(now)) : this;
  }

  private long damped(Backoff backoff, long now) {
    return row == 0 ? 0 : last + pause(backoff) - now;
  }

  private long pause(Backoff backoff) {
    long doubled = backoff.initial().toNanos();
    for (int i = 1; i < Math.min(row, MOST_DOUBLINGS) && doubled < backoff.max().toNanos(); i++) {
      doubled *= 2;
    }
    return Math.min(doubled, backoff.max().toNanos());
  }

  private long capped(Backoff backoff, long now) {
    List<Long> recent = within(now);
    int over = recent.size() - backoff.perHour();
    return over < 0 ? 0 : recent.get(over) + HOUR - now;
  }

  private List<Long> within(long now) {
    List<Long> recent = new ArrayList<>(restarts);
    recent.removeIf(at -> now - at >= HOUR);
    return recent;
  }
}
