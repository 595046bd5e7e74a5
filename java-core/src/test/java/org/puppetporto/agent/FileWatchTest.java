package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing here looks by the clock: each step waits for an event. */
class FileWatchTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Wakeup TOLD = new Wakeup.DefinitionsChanged();

  @TempDir
  Path directory;

  private final Wakeups wakeups = new Wakeups(100);
  private FileWatch watch;

  @BeforeEach
  void open() throws Exception {
    watch = new FileWatch(wakeups);
  }

  @AfterEach
  void close() throws Exception {
    watch.close();
  }

  private void awaitEvent() throws Exception {
    assertEquals(Set.of(TOLD), wakeups.take(PATIENCE));
    assertTrue(watch.renew());
  }

  /** Events of what was done before come late. */
  private void settle() throws Exception {
    while (!wakeups.take(Duration.ofMillis(300)).isEmpty()) {
      watch.renew();
    }
  }

  @Test
  void aMissingDirectoryIsTakenUpAsItComes() throws Exception {
    Path place = directory.resolve("etc/hostman/daemons.d");
    watch.put("definitions", FileWatch.directory(place, TOLD));
    assertTrue(watch.renew());
    assertEquals(Set.of(), wakeups.take(Duration.ZERO));
    Files.createDirectory(directory.resolve("etc"));
    awaitEvent();
    Files.createDirectories(place);
    awaitEvent();
    settle();
    Files.writeString(place.resolve("web.yaml"), "x");
    awaitEvent();
  }

  @Test
  void aDirectoryThatGoesAndComesAgainIsWatchedAgain() throws Exception {
    Path place = Files.createDirectory(directory.resolve("daemons.d"));
    watch.put("definitions", FileWatch.directory(place, TOLD));
    awaitEvent();
    Files.delete(place);
    awaitEvent();
    settle();
    Files.createDirectory(place);
    awaitEvent();
    settle();
    Files.writeString(place.resolve("web.yaml"), "x");
    awaitEvent();
  }

  @Test
  void aDirectoryThatAnotherTookThePlaceOfIsTakenUpByTheNextRenewal() throws Exception {
    Path place = Files.createDirectory(directory.resolve("daemons.d"));
    watch.put("definitions", FileWatch.directory(place, TOLD));
    awaitEvent();
    Files.move(place, directory.resolve("old"));
    Files.createDirectory(place);
    assertTrue(watch.renew());
    awaitEvent();
    settle();
    Files.writeString(place.resolve("web.yaml"), "x");
    awaitEvent();
  }

  /** More than can be held was told, and with it may have been what matters. */
  @Test
  void anOverflowTellsOfEverything() throws Exception {
    watch.put("dpkg", FileWatch.file(directory.resolve("status"), TOLD));
    settle();
    long end = System.nanoTime() + PATIENCE.toNanos();
    Set<Wakeup> told = Set.of();
    for (int round = 0; told.isEmpty() && System.nanoTime() < end; round++) {
      // It cannot deal with the first of them before there are too many: the reader of the kernel's queue goes on.
      synchronized (watch) {
        for (int i = 0; i < 3000; i++) {
          Files.createFile(directory.resolve("stranger" + round + "-" + i));
        }
      }
      told = wakeups.take(Duration.ofMillis(500));
    }
    assertEquals(Set.of(TOLD), told);
    settle();
    Files.writeString(directory.resolve("status"), "x");
    awaitEvent();
  }

  @Test
  void strangersInTheDirectoryAboveTellNothing() throws Exception {
    Path stranger = directory.resolve("etcetera");
    watch.put("definitions", FileWatch.directory(directory.resolve("etc/daemons.d"), TOLD));
    watch.put("stranger", FileWatch.file(stranger, new Wakeup.PackagesChanged()));
    settle();
    Files.writeString(stranger, "x");
    assertEquals(Set.of(new Wakeup.PackagesChanged()), wakeups.take(PATIENCE));
  }
}
