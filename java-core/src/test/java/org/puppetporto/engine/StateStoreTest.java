package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.BrokenListing;

/** What is kept of the store's files, and when it is read again. */
class StateStoreTest {
  @TempDir Path directory;

  @Test
  void readsWhatAnotherDoorHasReplacedRemovedOrBroken() throws Exception {
    StateStore ours = new StateStore(directory);
    StateStore theirs = new StateStore(directory);
    theirs.write(DaemonRecord.empty("web"));
    Path file = directory.resolve("daemons/web.json");
    settle(file);
    assertEquals(0, ours.read().daemon("web").restarts());
    assertSame(ours.read().daemon("web"), ours.read().daemon("web"), "a file that lies there still is not read again");

    theirs.write(DaemonRecord.empty("web").restarted());
    settle(file);
    assertEquals(1, ours.read().daemon("web").restarts());
    ours.write(DaemonRecord.empty("web"));
    assertEquals(0, ours.read().daemon("web").restarts());

    Files.writeString(file, "{");
    settle(file);
    assertEquals(1, ours.read().unknown().size());
    assertEquals(1, ours.read().unknown().size(), "what cannot be read is told each time");
    Files.delete(file);
    assertEquals(0, ours.read().daemons().size());
  }

  @Test
  void aDiskThatFailsInTheMiddleOfTheListIsNamed() throws Exception {
    new StateStore(directory).write(DaemonRecord.empty("web"));
    StateStore failing = new StateStore(BrokenListing.of(directory));
    EngineException e = assertThrows(EngineException.class, failing::read);
    assertEquals(Fault.ACTION, e.fault());
    assertTrue(e.getMessage().contains("cannot read " + directory.resolve("daemons") + ": Input/output error; run as"),
        e.getMessage());
  }

  @Test
  void othersMayNotLookIntoAStoreThatWasOpenedToThem() throws Exception {
    StateStore store = new StateStore(directory.resolve("state"));
    store.write(DaemonRecord.empty("web"));
    Files.setPosixFilePermissions(directory.resolve("state"), PosixFilePermissions.fromString("rwxr-xr-x"));
    store.write(DaemonRecord.empty("web").restarted());
    assertEquals("rwx------", PosixFilePermissions.toString(
        Files.getPosixFilePermissions(directory.resolve("state"))));
  }

  private static void settle(Path file) throws Exception {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
  }
}
