package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.apt.AptSettings;
import org.puppetporto.apt.LabServer;
import org.puppetporto.spec.Definition;

/** What can go wrong with packages and disks in an update, over real apt: what is said, and what still runs. */
class PackageFaultsTest {
  private static final int BIG = 300_000;
  private RealHost host;
  private long pid;

  /** A daemon runs on version 1 of its package. */
  @BeforeEach
  void open() throws Exception {
    host = new RealHost();
    host.apt.deb("web-bin", "1").file("small/blob", "x").publish();
    host.apt.deb("web-bin", "2").file("small/blob", "x".repeat(BIG)).publish();
    host.execute(web(1));
    pid = host.pidOf(1);
  }

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  private Definition web(int variant) {
    return define("web", "running", Map.of("cmd", host.sleep(variant)),
        Map.of("web-bin", String.valueOf(variant)), Map.of("min_uptime", 0, "stop_timeout", 1));
  }

  private EngineException fails(Engine engine) {
    return assertThrows(EngineException.class, () -> engine.execute(web(2), Progress.NONE));
  }

  /** Nothing was disturbed, and nothing is remembered as begun. */
  private void theOldRevisionRuns() throws Exception {
    assertEquals(List.of(pid), RealHost.processes(host.sleep(1)), "the old process was disturbed");
    assertEquals("1 installed", host.apt.query("web-bin"));
    DaemonRecord record = new StateStore(host.directory.resolve("state")).read().daemon("web");
    assertTrue(record.applying().isEmpty(), record.toString());
    assertEquals(Map.of("web-bin", "1"), record.current().get().packages());
    assertFalse(Files.exists(host.directory.resolve("state/journal")));
  }

  /** With the fault gone, the next run gets there. */
  private void theNextRunGetsThere() throws Exception {
    host.newCore();
    host.execute(web(2));
    assertEquals("2 installed", host.apt.query("web-bin"));
    assertEquals(List.of(), RealHost.processes(host.sleep(1)));
    assertEquals(1, RealHost.processes(host.sleep(2)).size());
    assertFalse(host.execute(web(2)).changed());
  }

  private static void says(EngineException e, String... parts) {
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), "\"" + part + "\" is not said: " + e.getMessage());
    }
  }

  @Test
  void aDownloadThatBreaksOff() throws Exception {
    try (LabServer server = new LabServer(host.apt)) {
      host.apt.refresh();
      server.fail("web-bin_2_all.deb", LabServer.Fault.TRUNCATED);
      EngineException e = fails(host.engine());
      assertEquals(Fault.PACKAGES, e.fault());
      says(e, "Porto_daemon[web]: could not", "web-bin_2_all.deb");
      theOldRevisionRuns();
      server.mend();
      theNextRunGetsThere();
    }
  }

  @Test
  void aDiskThatIsFullForDownloads() throws Exception {
    Path debs = Path.of(host.environment().get("PORTO_DAEMON_CACHE_DIR")).resolve("debs");
    try (SmallDisk disk = new SmallDisk(debs, 64); LabServer server = new LabServer(host.apt)) {
      host.apt.refresh();
      EngineException e = fails(host.engine());
      assertEquals(Fault.PACKAGES, e.fault());
      says(e, "could not fetch", "have enough free space in " + debs, "df -h");
      theOldRevisionRuns();
    }
    host.apt.useSource("file:" + host.apt.source());
    host.apt.refresh();
    theNextRunGetsThere();
  }

  @Test
  void aDiskThatIsFullForUnpacking() throws Exception {
    try (SmallDisk disk = new SmallDisk(host.apt.root().resolve("small"), 64)) {
      EngineException e = fails(host.engine());
      assertEquals(Fault.PACKAGES, e.fault());
      says(e, "No space left on device", "df -h", "rolled back to revision", "which runs again");
      assertEquals(1, RealHost.processes(host.sleep(1)).size(), "the old revision runs again");
      assertEquals("1 installed", host.apt.query("web-bin"));
    }
    host.engine().operator().retry("web");
    theNextRunGetsThere();
  }

  /** The state store of a host that has nothing yet. */
  private Path ofANewHost() throws Exception {
    host.close();
    host = new RealHost();
    host.publish("web-bin=1", "web-bin=2");
    return Files.createDirectory(host.directory.resolve("state"));
  }

  @Test
  void aDiskThatIsFullForTheStateStoreFromTheBeginning() throws Exception {
    try (SmallDisk disk = new SmallDisk(ofANewHost(), 128)) {
      host.execute(web(1));
      pid = host.pidOf(1);
      disk.fill();
      EngineException e = fails(host.engine());
      says(e, "Porto_daemon[web]: could not", "No space left on device", "nothing was done", "df -h");
      assertEquals(List.of(pid), RealHost.processes(host.sleep(1)), "the old process was disturbed");
      assertEquals("1 installed", host.apt.query("web-bin"));
      disk.free();
      theNextRunGetsThere();
    }
  }

  @Test
  void aDiskThatGetsFullForTheStateStoreInTheMiddle() throws Exception {
    try (SmallDisk disk = new SmallDisk(ofANewHost(), 128)) {
      host.execute(web(1));
      AtomicBoolean full = new AtomicBoolean();
      EngineException e = assertThrows(EngineException.class,
          () -> host.engine().execute(web(2), (daemon, action, text, percent) -> {
            if (action.startsWith("destroy") && !full.getAndSet(true)) {
              disk.fill();
            }
          }));
      says(e, "as CURRENT (the next run goes on from here)", "No space left on device");
      long second = host.pidOf(2);
      assertEquals("2 installed", host.apt.query("web-bin"));
      disk.free();
      theNextRunGetsThere();
      assertEquals(second, host.pidOf(2), "what had come up was left alone");
    }
  }

  @Test
  void aLockThatAnotherProcessHolds() throws Exception {
    AptSettings impatient = AptSettings.of(host.environment()).withLockTimeout(Duration.ofSeconds(1));
    Path lock = host.apt.admindir().resolve("lock-frontend");
    try (RandomAccessFile file = new RandomAccessFile(lock.toFile(), "rw");
        FileLock held = file.getChannel().lock(); Engine engine = host.engine(impatient)) {
      assertTrue(held.isValid());
      EngineException e = fails(engine);
      assertEquals(Fault.PACKAGES, e.fault());
      says(e, "Porto_daemon[web]: cannot begin", "process " + ProcessHandle.current().pid() + " (", "lock-frontend");
      theOldRevisionRuns();
    }
    theNextRunGetsThere();
  }

  @Test
  void aVersionThatDoesNotExist() throws Exception {
    Definition wanted = define("web", "running", Map.of("cmd", host.sleep(1)), Map.of("web-bin", "9"),
        Map.of("min_uptime", 0, "stop_timeout", 1));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(wanted));
    assertEquals(Fault.PACKAGES, e.fault());
    says(e, "no source has web-bin=9", "known versions of web-bin: 2, 1");
    theOldRevisionRuns();
    theNextRunGetsThere();
  }

  @Test
  void aPackageOnHold() throws Exception {
    host.apt.run("apt-mark", "hold", "web-bin");
    EngineException e = fails(host.engine());
    assertEquals(Fault.REFUSED, e.fault());
    says(e, "web-bin is on hold (change_held, or apt-mark unhold)");
    theOldRevisionRuns();
    Definition allowed = define("web", "running", Map.of("cmd", host.sleep(2)), Map.of("web-bin", "2"),
        Map.of("min_uptime", 0, "stop_timeout", 1, "change_held", true));
    host.execute(allowed);
    assertEquals("2 installed", host.apt.query("web-bin"));
  }

  @Test
  void aDowngradeThatIsNotAllowed() throws Exception {
    theNextRunGetsThere();
    pid = host.pidOf(2);
    Definition back = define("web", "running", Map.of("cmd", host.sleep(2)), Map.of("web-bin", "1"),
        Map.of("min_uptime", 0, "stop_timeout", 1, "allow_downgrade", false));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(back));
    says(e, "web-bin would go to a lower version (allow_downgrade)");
    assertEquals(pid, host.pidOf(2), "the process was disturbed");
    assertEquals("2 installed", host.apt.query("web-bin"));
    host.execute(web(1));
    assertEquals("1 installed", host.apt.query("web-bin"));
  }

  /** A file system of so many KiB on a directory. */
  private final class SmallDisk implements AutoCloseable {
    private final Path at;

    private SmallDisk(Path at, int size) {
      this.at = at;
      assumeTrue(host.apt.tryRun("mount", "-t", "tmpfs", "-o", "size=" + size + "k", "tmpfs", at.toString())
          .exit() == 0, "a tmpfs cannot be mounted here");
    }

    private void fill() {
      try (RandomAccessFile file = new RandomAccessFile(at.resolve("ballast").toFile(), "rw")) {
        while (true) {
          file.write(new byte[512]);
        }
      } catch (IOException e) {
        // That is what full means.
      }
    }

    private void free() throws IOException {
      Files.delete(at.resolve("ballast"));
    }

    @Override
    public void close() {
      host.apt.run("umount", at.toString());
    }
  }
}
