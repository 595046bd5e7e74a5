package org.puppetporto.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.puppetporto.probe.HealthState.Verdict;
import org.puppetporto.spec.Check;
import org.puppetporto.spec.Probe;

/** The verdict is what the answers say when they are read backwards; questions keep their distance. */
class HealthStateTest {
  private static Probe probe(int success, int failure, long delayMs, long intervalMs) {
    return new Probe(new Check.Tcp("h", 1), Duration.ofMillis(delayMs), Duration.ofMillis(intervalMs),
        Duration.ofSeconds(1), success, failure);
  }

  private static HealthState after(Probe probe, List<Boolean> answers) {
    HealthState state = HealthState.of(probe, 0);
    for (boolean well : answers) {
      state = state.answered(new Answer(well, ""), state.due());
    }
    return state;
  }

  /** The last run of equal answers, from the newest back, that is long enough for its kind. */
  private static Verdict expected(Probe probe, List<Boolean> answers) {
    for (int end = answers.size(); end > 0; end--) {
      boolean kind = answers.get(end - 1);
      int row = 0;
      while (row < end && answers.get(end - 1 - row) == kind) {
        row++;
      }
      if (row >= (kind ? probe.successThreshold() : probe.failureThreshold())) {
        return kind ? Verdict.WELL : Verdict.ILL;
      }
    }
    return Verdict.UNKNOWN;
  }

  @Property
  void theVerdictIsTheLastRunThatWasLongEnough(@ForAll @Size(max = 60) List<Boolean> answers,
      @ForAll @IntRange(min = 1, max = 5) int success, @ForAll @IntRange(min = 1, max = 5) int failure) {
    Probe probe = probe(success, failure, 0, 10);
    assertEquals(expected(probe, answers), after(probe, answers).verdict());
  }

  @Property
  void noQuestionComesBeforeItsTime(@ForAll @Size(max = 30) List<Boolean> answers,
      @ForAll @LongRange(min = 0, max = 100_000) long delay,
      @ForAll @LongRange(min = 10, max = 100_000) long interval,
      @ForAll @LongRange(min = 0, max = 1000) long late, @ForAll long start) {
    long begun = start / 2;
    HealthState state = HealthState.of(probe(1, 3, delay, interval), begun);
    assertEquals(delay * 1_000_000, state.due() - begun);
    for (boolean well : answers) {
      long asked = state.due() + late;
      state = state.answered(new Answer(well, ""), asked);
      assertTrue(state.due() - asked == interval * 1_000_000);
    }
  }

  @Property
  void itIsSinceTheAnswerThatMadeIt(@ForAll @Size(min = 1, max = 40) List<Boolean> answers) {
    Probe probe = probe(2, 3, 0, 10);
    HealthState state = HealthState.of(probe, 0);
    for (boolean well : answers) {
      HealthState next = state.answered(new Answer(well, ""), state.due());
      assertEquals(next.verdict() == state.verdict() ? state.since() : state.due(), next.since());
      state = next;
    }
  }
}
