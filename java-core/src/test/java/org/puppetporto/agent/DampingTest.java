package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.health.Memory;

class DampingTest {
  private long now = Long.MAX_VALUE - 5;
  private Damping damping;

  @TempDir
  Path directory;

  @BeforeEach
  void start() {
    damping = damping();
  }

  /** As another agent on the same host would have it. */
  private Damping damping() {
    HostPaths paths = HostPaths.from(Map.of("PORTO_DAEMON_STATE_DIR", directory.toString()));
    return new Damping(() -> now, Memory.of(paths, "keeping", () -> now, Damping.Acts.FORM,
        Assertions::fail));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void theFirstActIsAtOnceAndTheNextASecondLater() {
    assertEquals(Duration.ZERO, damping.left("web", "a"));
    damping.acted("web", "a");
    assertEquals(Duration.ofSeconds(1), damping.left("web", "a"));
    assertEquals(Duration.ZERO, damping.left("api", "a"));
    pass(Duration.ofSeconds(1));
    assertEquals(Duration.ZERO, damping.left("web", "a"));
  }

  @Test
  void whatDiesOverAndOverWaitsTwiceAsLongEachTimeUpToTheCap() {
    Duration expected = Damping.FIRST_PAUSE;
    for (int i = 0; i < 12; i++) {
      damping.acted("web", "a");
      assertEquals(expected, damping.left("web", "a"));
      pass(damping.left("web", "a"));
      Duration doubled = expected.multipliedBy(2);
      expected = doubled.compareTo(Damping.LONGEST_PAUSE) > 0 ? Damping.LONGEST_PAUSE : doubled;
    }
    assertEquals(Damping.LONGEST_PAUSE, expected);
  }

  @Test
  void whatLastsWaitsHalfAsLongTheNextTime() {
    damping.acted("web", "a");
    pass(Duration.ofSeconds(1));
    damping.acted("web", "a");
    pass(Duration.ofSeconds(2));
    damping.acted("web", "a");
    assertEquals(Duration.ofSeconds(4), damping.left("web", "a"));
    pass(Duration.ofSeconds(16));
    damping.acted("web", "a");
    assertEquals(Duration.ofSeconds(2), damping.left("web", "a"));
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofSeconds(8));
      damping.acted("web", "a");
    }
    assertEquals(Damping.FIRST_PAUSE, damping.left("web", "a"));
  }

  @Test
  void aNewDeclarationIsActedOnAtOnceAndBeginsAnew() {
    for (int i = 0; i < 5; i++) {
      damping.acted("web", "a");
    }
    assertEquals(Duration.ZERO, damping.left("web", "b"));
    damping.acted("web", "b");
    assertEquals(Damping.FIRST_PAUSE, damping.left("web", "b"));
  }

  @Test
  void whatIsGoneIsForgotten() {
    damping.acted("web", "a");
    damping.acted("api", "a");
    damping.retain(Set.of("api"));
    assertEquals(Duration.ZERO, damping.left("web", "a"));
    assertTrue(damping.left("api", "a").compareTo(Duration.ZERO) > 0);
  }

  @Test
  void anotherAgentIsNoWayAroundAPause() {
    for (int i = 0; i < 12; i++) {
      damping.acted("web", "a");
    }
    damping.acted("api", "a");
    damping.retain(Set.of("web"));
    Damping next = damping();
    assertTrue(next.left("web", "a").compareTo(Duration.ZERO) > 0);
    assertEquals(Duration.ZERO, next.left("web", "b"));
    assertEquals(Duration.ZERO, next.left("api", "a"));
    next.acted("web", "a");
    assertEquals(Damping.LONGEST_PAUSE, next.left("web", "a"));
  }
}
