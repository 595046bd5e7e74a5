package org.puppetporto.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HeadStartTest {
  @Test
  void whoeverHasToWaitDoesTheOtherWorkMeanwhile() {
    CountDownLatch meanwhile = new CountDownLatch(1);
    AtomicInteger times = new AtomicInteger();
    // It is made only once the other work has been done: by nobody but the one who waits.
    HeadStart<String> start = HeadStart.of("test", () -> {
      meanwhile.await();
      return "made";
    }, () -> {
      meanwhile.countDown();
      return times.incrementAndGet();
    });

    assertEquals("made", start.get());
    assertEquals("made", start.get());
    assertEquals(1, times.get());
  }

  @Test
  void theOtherWorkIsDoneAlsoWhereNobodyWaits() throws InterruptedException {
    CountDownLatch meanwhile = new CountDownLatch(1);
    HeadStart.of("test", () -> "made", () -> {
      meanwhile.countDown();
      return null;
    });

    meanwhile.await();
  }

  @Test
  void afaultInTheOtherWorkIsNobodys() {
    HeadStart<String> start = HeadStart.of("test", () -> "made", () -> {
      throw new IOException("too bad");
    });

    assertEquals("made", start.get());
  }

  @Test
  void afaultInMakingItIsTheAskers() {
    HeadStart<String> start = HeadStart.of("test", () -> {
      throw new IOException("no engine");
    }, () -> null);

    IllegalStateException fault = assertThrows(IllegalStateException.class, start::get);
    assertTrue(fault.getMessage().contains("no engine"), fault.getMessage());
  }
}
