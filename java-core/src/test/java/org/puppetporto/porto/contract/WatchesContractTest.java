package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.StateChange;
import org.puppetporto.porto.Subscription;
import org.puppetporto.porto.Watch;

/** Watches: what is told, and when. */
class WatchesContractTest extends Contract {
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  private Subscription watch(Watch watch) throws Exception {
    return porto.watch(watch, change -> told.add(text(change)));
  }

  private static String text(StateChange change) {
    return change.name() + " " + change.state().word()
        + change.detail().map(detail -> " " + detail.name() + "=" + detail.value()).orElse("");
  }

  /** Takes what is told until this comes. */
  private void until(String expected) throws InterruptedException {
    List<String> others = new ArrayList<>();
    for (;;) {
      String next = told.poll(SOON.toSeconds(), TimeUnit.SECONDS);
      if (expected.equals(next)) {
        return;
      }
      others.add(next);
      if (next == null || others.size() > 100) {
        fail("never told: " + expected + ", but " + others);
      }
    }
  }

  @Test
  void thePresentStateIsToldFirst() throws Exception {
    String name = running();
    try (Subscription watch = watch(Watch.states(name))) {
      assertEquals(name + " running", told.poll(SOON.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void everyStateOfALifeIsTold() throws Exception {
    String name = created();
    porto.set(name, "command", "/bin/sleep 0.2");
    try (Subscription watch = watch(Watch.states(name))) {
      until(name + " stopped");
      porto.start(name);
      until(name + " starting");
      until(name + " running");
      until(name + " dead exit_code=0");
      porto.stop(name, SOON);
      until(name + " stopping");
      until(name + " stopped");
    }
  }

  @Test
  void pausingIsTold() throws Exception {
    String name = running();
    try (Subscription watch = watch(Watch.states(name))) {
      porto.pause(name);
      until(name + " paused");
      porto.resume(name);
      until(name + " running");
    }
  }

  @Test
  void aNameMayComeLater() throws Exception {
    String name = name();
    try (Subscription watch = watch(Watch.states(name))) {
      porto.create(name);
      porto.set(name, "command", "/bin/true");
      porto.start(name);
      until(name + " dead exit_code=0");
    }
  }

  @Test
  void wildcardsAreWatched() throws Exception {
    String name = name();
    try (Subscription watch = watch(Watch.states(name + "*"))) {
      porto.create(name + "-x");
      porto.set(name + "-x", "command", "/bin/true");
      porto.start(name + "-x");
      until(name + "-x dead exit_code=0");
      porto.destroy(name + "-x");
    }
  }

  @Test
  void labelsAreToldWithTheirValues() throws Exception {
    String name = created();
    porto.labels().set(name, "TEST.a", "1");
    try (Subscription watch = watch(new Watch(List.of(name), List.of("TEST.*"), Optional.empty()))) {
      until(name + " stopped TEST.a=1");
      porto.labels().set(name, "TEST.a", "2");
      until(name + " stopped TEST.a=2");
      porto.labels().set(name, "OTHER.a", "3");
      porto.labels().increment(name, "TEST.n", 5);
      assertEquals(name + " stopped TEST.n=5", told.poll(SOON.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void aRemovedLabelIsTold() throws Exception {
    String name = created();
    porto.labels().set(name, "TEST.a", "1");
    try (Subscription watch = watch(new Watch(List.of(name), List.of("TEST.*"), Optional.empty()))) {
      until(name + " stopped TEST.a=1");
      porto.labels().set(name, "TEST.a", "");
      until(name + " stopped TEST.a=");
    }
  }

  @Test
  void onlyTheTargetStateIsTold() throws Exception {
    String name = shell("sleep 0.3; exit 3");
    Watch target = new Watch(List.of(name), List.of(), Optional.of(ContainerState.DEAD));
    try (Subscription watch = watch(target)) {
      assertEquals(name + " dead exit_code=3", told.poll(SOON.toSeconds(), TimeUnit.SECONDS));
    }
  }

  @Test
  void destroyingIsTold() throws Exception {
    String name = created();
    try (Subscription watch = watch(Watch.states(name))) {
      until(name + " stopped");
      porto.destroy(name);
      until(name + " destroyed");
    }
  }

  @Test
  void aFailedStartIsToldWithItsReason() throws Exception {
    String name = prepared("/no/such/program");
    try (Subscription watch = watch(Watch.states(name))) {
      refused(ErrorCode.INVALID_COMMAND, () -> porto.start(name));
      until(name + " stopped start_error=" + porto.get(name, "start_error"));
    }
  }

  @Test
  void aTargetIsToldOnce() throws Exception {
    String name = shell("sleep 0.3");
    Watch target = new Watch(List.of(name), List.of(), Optional.of(ContainerState.DEAD));
    try (Subscription first = watch(target); Subscription all = watch(Watch.states(name))) {
      until(name + " dead exit_code=0");
      until(name + " dead exit_code=0");
      porto.stop(name, SOON);
      porto.start(name);
      until(name + " running");
      until(name + " dead exit_code=0");
      assertEquals(null, told.poll(200, TimeUnit.MILLISECONDS));
    }
  }

  @Test
  void watchesAndCallsDoNotMix() throws Exception {
    String name = running();
    try (Subscription first = watch(Watch.states(name)); Subscription second = watch(Watch.states(name))) {
      until(name + " running");
      until(name + " running");
      assertEquals(Optional.empty(), porto.await(name, Duration.ZERO));
      porto.kill(name, KILL);
      until(name + " dead exit_code=-9");
      until(name + " dead exit_code=-9");
    }
  }

  @Test
  void respawningIsTold() throws Exception {
    String name = prepared("/bin/false");
    porto.set(name, "respawn", "true");
    porto.set(name, "respawn_delay", "100ms");
    try (Subscription watch = watch(Watch.states(name))) {
      porto.start(name);
      until(name + " respawning exit_code=1");
      until(name + " running");
      until(name + " respawning exit_code=1");
    }
  }

  @Test
  void nothingIsToldAfterClosing() throws Exception {
    String name = created();
    watch(Watch.states(name)).close();
    told.clear();
    porto.start(name);
    assertEquals(null, told.poll(200, TimeUnit.MILLISECONDS));
  }
}
