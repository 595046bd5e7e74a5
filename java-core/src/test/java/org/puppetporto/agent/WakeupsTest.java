package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WakeupsTest {
  private final Wakeups wakeups = new Wakeups(4);

  private Set<Wakeup> taken() throws InterruptedException {
    return wakeups.take(Duration.ZERO);
  }

  @Test
  void equalOnesAreOneAndOrderIsKept() throws Exception {
    wakeups.offer(new Wakeup.ContainerChanged("web"));
    wakeups.offer(new Wakeup.PackagesChanged());
    wakeups.offer(new Wakeup.ContainerChanged("web"));
    assertEquals(List.of(new Wakeup.ContainerChanged("web"), new Wakeup.PackagesChanged()),
        List.copyOf(taken()));
    assertEquals(Set.of(), taken());
  }

  @Test
  void aFloodBecomesALookAtEverythingAndLosesNoRestart() throws Exception {
    Wakeup asked = new Wakeup.RestartAsked("web", "1", "sick");
    wakeups.offer(asked);
    for (int i = 0; i < 1000; i++) {
      wakeups.offer(new Wakeup.ContainerChanged("c" + i));
      assertTrue(wakeups.size() <= 5, "held " + wakeups.size());
    }
    Set<Wakeup> taken = taken();
    assertTrue(taken.contains(asked));
    assertTrue(taken.stream().anyMatch(Wakeup.Everything.class::isInstance), taken.toString());
  }

  @Test
  void restartsAloneDoNotGrowItWithoutBound() {
    for (int i = 0; i < 1000; i++) {
      wakeups.offer(new Wakeup.RestartAsked("c" + i, "1", "sick"));
    }
    assertTrue(wakeups.size() <= 5, "held " + wakeups.size());
  }

  @Test
  void aWaiterIsWokenByAWakeupAndByTheEnd() throws Exception {
    CompletableFuture<Set<Wakeup>> first = CompletableFuture.supplyAsync(this::longTake);
    wakeups.offer(new Wakeup.PackagesChanged());
    assertEquals(Set.of(new Wakeup.PackagesChanged()), first.get(30, TimeUnit.SECONDS));
    CompletableFuture<Set<Wakeup>> second = CompletableFuture.supplyAsync(this::longTake);
    wakeups.close();
    assertEquals(Set.of(), second.get(30, TimeUnit.SECONDS));
  }

  private Set<Wakeup> longTake() {
    try {
      return wakeups.take(Duration.ofHours(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
