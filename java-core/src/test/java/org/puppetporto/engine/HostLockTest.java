package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
  @TempDir
  Path directory;

  /** Whether the kernel has this process down as the holder, so that other processes wait. */
  private boolean lockedForOthers() throws IOException {
    long inode = (Long) Files.getAttribute(directory.resolve("lock"), "unix:ino");
    long pid = ProcessHandle.current().pid();
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(line -> line.contains(" " + pid + " ") && line.contains(":" + inode + " "));
  }

  @Test
  void anotherDoorOfThisProcessThatGaveUpLeavesTheLockHeld() throws Exception {
    try (HostLock.Held held = new HostLock(directory, Duration.ZERO).take("executing web")) {
      assertTrue(lockedForOthers());
      HostLock other = new HostLock(directory, Duration.ofMillis(20));
      EngineException e = assertThrows(EngineException.class, () -> other.take("executing api"));
      assertEquals(Fault.LOCKED, e.fault());
      assertTrue(e.getMessage().contains("executing web"), e.getMessage());
      assertTrue(lockedForOthers());
    }
    assertFalse(lockedForOthers());
  }

  @Test
  void doorsOfOneProcessTakeTurns() throws Exception {
    HostLock lock = new HostLock(directory, Duration.ofSeconds(30));
    HostLock.Held first = lock.take("first");
    CompletableFuture<Boolean> second = CompletableFuture.supplyAsync(() -> {
      try (HostLock.Held held = lock.take("second")) {
        return lockedForOthers();
      } catch (EngineException | IOException e) {
        throw new IllegalStateException(e);
      }
    });
    assertFalse(second.isDone());
    first.close();
    assertTrue(second.get(30, TimeUnit.SECONDS));
  }

  /** A reader of the file could lock it for reading: the kernel would keep every run waiting for that. */
  @Test
  void nobodyElseMayReadTheFileAndSoHoldIt() throws Exception {
    Path file = directory.resolve("lock");
    new HostLock(directory, Duration.ZERO).take("executing web").close();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    new HostLock(directory, Duration.ZERO).take("executing web").close();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  /** Else who does without when another is at it, would do without for good and say nothing. */
  @Test
  void aLockThatCannotBeMadeIsNotTakenForOneThatIsHeld() throws Exception {
    Path inTheWay = Files.createFile(directory.resolve("run"));
    EngineException e = assertThrows(
        EngineException.class, () -> new HostLock(inTheWay, Duration.ZERO).take("executing web"));
    assertEquals(Fault.ACTION, e.fault());
    assertTrue(e.getMessage().contains("cannot lock " + inTheWay), e.getMessage());
  }
}
