package org.puppetporto.probe;

import org.puppetporto.spec.Probe;

/**
 * What the answers to one probe come to, for one process. Pure; times are a monotonic clock's nanoseconds.
 *
 * @param probe what is asked
 * @param verdict what is thought of it
 * @param since when that began
 * @param last the newest answer, whether it was well
 * @param streak how many answers in a row were like the last; 0 before the first
 * @param due when to ask next
 * @param text what came back last; "" before the first answer
 */
public record HealthState(Probe probe, Verdict verdict, long since, boolean last, int streak, long due,
    String text) {
  /** {@code UNKNOWN} until one of the thresholds is reached. */
  public enum Verdict { UNKNOWN, WELL, ILL }

  /**
   * Of a process that nothing was asked of yet.
   *
   * @param started when it started
   */
  public static HealthState of(Probe probe, long started) {
    long due = started + probe.initialDelay().toNanos();
    return new HealthState(probe, Verdict.UNKNOWN, started, false, 0, due, "");
  }

  /** After an answer. */
  public HealthState answered(Answer answer, long now) {
    int row = streak > 0 && answer.well() == last ? streak + 1 : 1;
    int threshold = answer.well() ? probe.successThreshold() : probe.failureThreshold();
    Verdict reached = row < threshold ? verdict : answer.well() ? Verdict.WELL : Verdict.ILL;
    return new HealthState(probe, reached, reached == verdict ? since : now, answer.well(), row,
        now + probe.interval().toNanos(), answer.text());
  }

  /** What speaks against it, in words. */
  public String complaint() {
    return text + (streak > 1 ? ", " + streak + " times in a row" : "");
  }

  /** Asks later, nothing being known meanwhile. */
  public HealthState postponed(long now) {
    return new HealthState(probe, verdict, since, last, streak, now + probe.interval().toNanos(), text);
  }
}
