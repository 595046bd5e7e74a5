package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TellingTest {
  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  private void awaitReport() throws InterruptedException {
    assertNotNull(told.poll(1, TimeUnit.MINUTES), "nothing was told");
  }

  @Test
  void aChangeIsToldWithoutWaitingForTheTime() throws Exception {
    try (Telling telling = new Telling(() -> told.add("report"), Duration.ofDays(1))) {
      telling.start();
      telling.changed();
      awaitReport();
      telling.changed();
      awaitReport();
    }
    assertEquals(0, told.size());
  }

  @Test
  void withoutAChangeItIsToldOnceInAWhile() throws Exception {
    try (Telling telling = new Telling(() -> told.add("report"), Duration.ofMillis(10))) {
      telling.start();
      awaitReport();
      awaitReport();
    }
  }

  @Test
  void changesThatComeWhileTellingAreToldAfterwards() throws Exception {
    LinkedBlockingQueue<String> begun = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<String> go = new LinkedBlockingQueue<>();
    Runnable slow = () -> {
      try {
        begun.add("begun");
        go.take();
        told.add("report");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
    try (Telling telling = new Telling(slow, Duration.ofDays(1))) {
      telling.start();
      telling.changed();
      assertNotNull(begun.poll(1, TimeUnit.MINUTES));
      for (int i = 0; i < 1000; i++) {
        telling.changed();
      }
      go.add("go");
      go.add("go");
      awaitReport();
      awaitReport();
    }
    assertEquals(0, told.size());
  }
}
