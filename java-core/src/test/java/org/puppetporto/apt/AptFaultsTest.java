package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.puppetporto.apt.Transactions.install;
import static org.puppetporto.apt.Transactions.purge;

import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.apt.AptException.Reason;

/** What goes wrong on hosts, and what is said then. */
class AptFaultsTest {
  @TempDir Path dir;
  private AptLab lab;
  private AptSettings settings;
  private AptGet apt;

  @BeforeEach
  void lab() {
    lab = AptLab.create(dir);
    settings = AptSettings.of(lab.environment());
    apt = new AptGet(settings);
  }

  @Test
  void aFailingPostinstIsNamedWithItsOutputAndFinishedLater() throws Exception {
    Path mended = dir.resolve("mended");
    lab.deb("web", "1").script("postinst", """
        if [ ! -e %s ]; then echo "cannot reach the licence server"; exit 3; fi
        """.formatted(mended)).publish();

    AptException e = assertThrows(AptException.class, () -> apt.run(install("web", "1"), p -> { }));

    assertEquals(Reason.DPKG_FAILED, e.reason());
    assertTrue(e.getMessage().contains(
        "web: installed web package post-installation script subprocess returned error exit status 3"),
        e.getMessage());
    assertTrue(e.getMessage().contains("cannot reach the licence server"), e.getMessage());
    assertEquals("half-configured", apt.status().broken().get(0).state());
    AptException repair = assertThrows(AptException.class, () -> apt.repair(p -> { }));
    assertEquals(Reason.BROKEN, repair.reason());
    assertTrue(repair.getMessage().contains("cannot reach the licence server"), repair.getMessage());

    Files.createFile(mended);
    apt.repair(p -> { });
    assertEquals("1 installed", lab.query("web"));
    assertEquals(List.of(), apt.status().broken());
  }

  @Test
  void anotherPackageThatCannotBeConfiguredDoesNotFailThisDaemon() throws Exception {
    lab.deb("foreign", "1").script("postinst", "exit 1").publish();
    lab.deb("web", "1").publish();
    lab.refresh();
    lab.tryRun("apt-get", "-qq", "-y", "install", "foreign");
    List<AptProgress> progress = new ArrayList<>();

    apt.run(install("web", "1"), progress::add);

    assertEquals("1 installed", lab.query("web"));
    assertTrue(progress.stream().anyMatch(
        p -> p.kind().equals("message") && p.text().contains("foreign: installed foreign package")),
        progress.toString());
    apt.run(purge("web"), p -> { });
    assertEquals("", lab.query("web"));
  }

  @Test
  void anInterruptedDpkgIsMendedFirst() throws Exception {
    lab.deb("web", "1").publish();
    lab.deb("other", "1").publish();
    lab.refresh();
    lab.installByHand("other");
    Files.writeString(
        lab.admindir().resolve("updates/0000"), Files.readString(lab.admindir().resolve("status")));
    assertTrue(apt.status().interrupted());

    apt.run(install("web", "1"), p -> { });

    assertEquals("1 installed", lab.query("web"));
    assertFalse(apt.status().interrupted());
  }

  @Test
  void whatWasOnlyUnpackedIsBrokenAndRepaired() throws Exception {
    DebBuilder.Deb deb = lab.deb("web", "1").build();
    lab.run("dpkg", "--unpack", deb.file().toString());
    assertEquals("unpacked", apt.status().broken().get(0).state());

    apt.repair(p -> { });

    assertEquals("1 installed", lab.query("web"));
  }

  @Test
  void aHeldLockIsWaitedForAndItsHolderNamed() throws Exception {
    lab.deb("web", "1").publish();
    lab.refresh();
    AptGet impatient = new AptGet(settings.withLockTimeout(Duration.ofSeconds(1)));
    String us = "process " + ProcessHandle.current().pid() + " (";
    try (RandomAccessFile file = new RandomAccessFile(lab.admindir().resolve("lock-frontend").toFile(), "rw");
        FileLock lock = file.getChannel().lock()) {
      assertTrue(lock.isValid());
      for (AptException e : List.of(
          assertThrows(AptException.class, () -> impatient.run(install("web", "1"), p -> { })),
          assertThrows(AptException.class, () -> impatient.repair(p -> { })),
          assertThrows(AptException.class, impatient::awaitIdle))) {
        assertEquals(Reason.LOCKED, e.reason());
        assertTrue(e.getMessage().contains(us), e.getMessage());
        assertTrue(e.getMessage().contains("lock-frontend"), e.getMessage());
      }
    }
    Path lists = dir.resolve("state/lists/lock");
    try (RandomAccessFile file = new RandomAccessFile(lists.toFile(), "rw");
        FileLock lock = file.getChannel().lock()) {
      assertTrue(lock.isValid());
      AptException e =
          assertThrows(AptException.class, () -> impatient.simulate(install("web", "9"), false));
      assertEquals(Reason.LOCKED, e.reason());
      assertTrue(e.getMessage().contains(us), e.getMessage());
    }

    impatient.awaitIdle();
    impatient.run(install("web", "1"), p -> { });
    assertEquals("1 installed", lab.query("web"));
  }

  @Test
  void aLockWaitedForInVainIsNotWaitedForAgainByEveryDaemon() throws Exception {
    LockWait locks = new LockWait(settings.withLockTimeout(Duration.ofSeconds(2)));
    Tool.Outcome held =
        new Tool.Outcome(100, List.of("E: Could not get lock /x. It is held by process 1 (x)"));
    assertEquals(2, locks.seconds());
    AptException first = assertThrows(AptException.class, () -> locks.untilFree("a", () -> held));
    assertTrue(first.getMessage().contains("waited 2 s"), first.getMessage());
    assertEquals(1, locks.seconds());
    AptException second = assertThrows(AptException.class, () -> locks.untilFree("b", () -> held));
    assertTrue(second.getMessage().contains("waited 1 s"), second.getMessage());

    locks.untilFree("c", () -> new Tool.Outcome(0, List.of()));
    assertEquals(2, locks.seconds());
  }

  @Test
  void aptOutlivesAKilledCoreAndIsWaitedFor() throws Exception {
    Path entered = dir.resolve("entered");
    Path release = dir.resolve("release");
    lab.deb("web", "1").script("postinst", """
        : > %s
        while [ ! -e %s ]; do sleep 0.05; echo "still configuring"; done
        """.formatted(entered, release)).publish();
    Process core = lab.start(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp", System.getProperty("java.class.path"), RunTransaction.class.getName(), "web", "1")
        .redirectErrorStream(true).redirectOutput(dir.resolve("core.log").toFile()).start();
    try {
      await(() -> Files.exists(entered));
      core.destroyForcibly().waitFor();

      AptException e = assertThrows(
          AptException.class,
          () -> new AptGet(settings.withLockTimeout(Duration.ofMillis(500))).awaitIdle());
      assertEquals(Reason.LOCKED, e.reason());
      assertTrue(e.getMessage().contains("apt-get"), e.getMessage());
      assertTrue(e.getMessage().contains("install"), e.getMessage());
    } finally {
      Files.createFile(release);
    }
    apt.awaitIdle();
    assertEquals("1 installed", lab.query("web"));
    assertEquals(List.of(), apt.status().broken());
  }

  @Test
  void aHangingScriptIsEndedAtTheDeadlineAndLeavesWhatCanBeRepaired() throws Exception {
    Path mended = dir.resolve("mended");
    lab.deb("web", "1").script("postinst", """
        if [ ! -e %s ]; then echo "waiting for the moon"; exec sleep 600; fi
        """.formatted(mended)).publish();
    lab.refresh();
    AptGet impatient = new AptGet(settings.withDpkgDeadline(Duration.ofSeconds(2)));

    AptException e = assertThrows(AptException.class, () -> impatient.run(install("web", "1"), p -> { }));

    assertEquals(Reason.TIMEOUT, e.reason());
    assertTrue(e.getMessage().contains("waiting for the moon"), e.getMessage());
    apt.awaitIdle();
    assertEquals("half-configured", apt.status().find("web").orElseThrow().state());
    Files.createFile(mended);
    apt.run(install("web", "1"), p -> { });
    assertEquals("1 installed", lab.query("web"));
  }

  @Test
  void aFullDiskIsSaidToBeOneAndTheOldVersionStays() throws Exception {
    lab.deb("web", "1").file("small/blob", "x").publish();
    lab.deb("web", "2").file("small/blob", "x".repeat(300_000)).publish();
    apt.run(install("web", "1"), p -> { });
    Path small = lab.root().resolve("small");
    assumeTrue(
        lab.tryRun("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()).exit() == 0,
        "a tmpfs cannot be mounted here");
    try {
      AptException e = assertThrows(AptException.class, () -> apt.run(install("web", "2"), p -> { }));

      assertEquals(Reason.NO_SPACE, e.reason());
      assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
      assertTrue(e.getMessage().contains("df -h"), e.getMessage());
      assertEquals("1 installed", lab.query("web"));
    } finally {
      lab.run("umount", small.toString());
    }
    apt.run(install("web", "2"), p -> { });
    assertEquals("2 installed", lab.query("web"));
  }

  @Test
  void aPackageThatWasRenamedReplacesTheOldOneWhenThatIsNamed() throws Exception {
    lab.deb("web", "1").publish();
    lab.deb("web-server", "2").field("Conflicts", "web").field("Replaces", "web")
        .field("Provides", "web").file("share/web", "2\n").publish();
    apt.run(install("web", "1"), p -> { });

    apt.run(Transactions.transaction(
        java.util.Map.of("web-server", "2"), java.util.Set.of("web"), true), p -> { });

    assertEquals("", lab.query("web"));
    assertEquals("2 installed", lab.query("web-server"));
    AptException virtual = assertThrows(AptException.class, () -> apt.run(install("web", "2"), p -> { }));
    assertEquals(Reason.VERSION_UNKNOWN, virtual.reason());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "did not happen within a minute");
      Thread.sleep(20);
    }
  }
}
