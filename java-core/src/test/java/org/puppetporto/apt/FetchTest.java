package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.puppetporto.apt.Transactions.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.apt.AptException.Reason;

/** Downloads over HTTP, kept .debs, rollback. */
class FetchTest {
  @TempDir Path dir;
  private AptLab lab;
  private AptGet apt;
  private LabServer server;

  @BeforeEach
  void lab() throws IOException {
    lab = AptLab.create(dir);
    apt = new AptGet(AptSettings.of(lab.environment()));
    server = new LabServer(lab);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatWasFetchedIsInstalledWithoutTheSource() throws Exception {
    lab.deb("web", "1:1.0").depends("web-data").publish();
    lab.deb("web-data", "1").publish();
    List<AptProgress> progress = new ArrayList<>();

    apt.fetch(install("web", "1:1.0"), progress::add);

    assertEquals("", lab.query("web"));
    assertTrue(progress.stream().anyMatch(p -> p.kind().equals("download") && p.percent() == 100));
    server.close();
    apt.run(install("web", "1:1.0"), p -> { });
    assertEquals("1:1.0 installed", lab.query("web"));
    assertEquals("1 installed", lab.query("web-data"));
  }

  @Test
  void rollsBackToAVersionThatTheSourceHasDropped() throws Exception {
    lab.deb("web", "1").publish();
    apt.fetch(install("web", "1"), p -> { });
    apt.run(install("web", "1"), p -> { });
    lab.drop("web", "1");
    lab.deb("web", "2").publish();
    lab.refresh();
    assertTrue(kept("web", "1"));
    assertFalse(kept("web", "2"));
    apt.run(install("web", "2"), p -> { });

    Simulation back = apt.simulate(install("web", "1"), true);
    apt.run(install("web", "1"), p -> { });

    assertEquals(
        new Simulation.Change(Simulation.Kind.DOWNGRADE, "web", "2", "1"), back.changes().get(0));
    assertEquals("1 installed", lab.query("web"));
  }

  @Test
  void keepsWhatWasInstalledByOthersWhereItCanBeHad() throws Exception {
    lab.deb("in-source", "1").publish();
    lab.deb("in-archives", "1").publish();
    lab.deb("nowhere", "1").publish();
    lab.refresh();
    lab.installByHand("in-source", "in-archives", "nowhere");
    lab.drop("in-archives", "1");
    lab.drop("nowhere", "1");
    lab.refresh();
    Files.delete(lab.archives().resolve("nowhere_1_all.deb"));
    Files.delete(lab.archives().resolve("in-source_1_all.deb"));
    Map<String, String> packages = Map.of("in-source", "1", "in-archives", "1", "nowhere", "1");

    assertTrue(apt.canKeep(Map.of("in-source", "1", "in-archives", "1")));
    assertFalse(apt.canKeep(packages));
    assertEquals(Set.of("nowhere"), apt.keep(packages));

    assertTrue(kept("in-source", "1") && kept("in-archives", "1"));
    assertFalse(kept("nowhere", "1"));
  }

  @Test
  void pruneDropsSupersededVersionsAndKeepsWhatWasJustFetchedForOthers() throws Exception {
    for (String version : List.of("1", "2", "3")) {
      lab.deb("web", version).publish();
      apt.fetch(install("web", version), p -> { });
    }
    lab.deb("other", "1").publish();
    apt.keep(Map.of("other", "1"));
    lab.refresh();
    apt.fetch(install("other", "1"), p -> { });

    apt.prune(Map.of("web", Set.of("2", "3")));

    assertFalse(kept("web", "1"));
    assertTrue(kept("web", "2"));
    assertTrue(kept("web", "3"));
    assertTrue(kept("other", "1"));
  }

  @Test
  void aTruncatedFileIsNeitherUsedNorCountedAsKept() throws Exception {
    lab.deb("web", "1").file("share/blob", "x".repeat(20_000)).publish();
    for (LabServer.Fault fault : List.of(LabServer.Fault.TRUNCATED, LabServer.Fault.CORRUPT)) {
      server.fail("web_1_all.deb", fault);
      AptException e = assertThrows(AptException.class, () -> apt.fetch(install("web", "1"), p -> { }));
      assertEquals(Reason.DOWNLOAD_FAILED, e.reason(), e.getMessage());
      assertTrue(e.getMessage().contains("web_1_all.deb"), e.getMessage());
      assertFalse(kept("web", "1"));
    }
    assertEquals("", lab.query("web"));

    server.mend();
    apt.run(install("web", "1"), p -> { });
    assertEquals("1 installed", lab.query("web"));
  }

  @Test
  void aFullDiskIsSaidToBeOneAndNothingIsCountedAsKept() throws Exception {
    lab.deb("web", "1").file("share/blob", "x".repeat(300_000)).publish();
    Path cache = Files.createDirectories(dir.resolve("porto-cache"));
    assumeTrue(
        lab.tryRun("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", cache.toString()).exit() == 0,
        "a tmpfs cannot be mounted here");
    try {
      AptException e = assertThrows(AptException.class, () -> apt.fetch(install("web", "1"), p -> { }));
      assertEquals(Reason.NO_SPACE, e.reason(), e.getMessage());
      assertTrue(e.getMessage().contains(cache.toString()), e.getMessage());
      assertFalse(kept("web", "1"));
      assertEquals(Set.of("web"), apt.keep(Map.of("web", "1")));
    } finally {
      lab.run("umount", cache.toString());
    }
  }

  @Test
  void aFileThatIsGoneThoughStillListedMeansThatTheListsAreOld() throws Exception {
    lab.deb("web", "1").publish();
    lab.refresh();
    lab.drop("web", "1");
    lab.deb("web", "2").publish();

    AptException e = assertThrows(AptException.class, () -> apt.fetch(install("web", "1"), p -> { }));

    assertEquals(Reason.VERSION_UNKNOWN, e.reason(), e.getMessage());
    assertTrue(e.getMessage().contains("known versions of web: 2"), e.getMessage());
  }

  @Test
  void aDeadSourceIsNamed() throws Exception {
    lab.deb("web", "1").publish();
    lab.refresh();
    lab.deb("web", "2").publish();
    server.close();

    AptException unknown =
        assertThrows(AptException.class, () -> apt.fetch(install("web", "2"), p -> { }));
    assertEquals(Reason.VERSION_UNKNOWN, unknown.reason());
    assertTrue(unknown.getMessage().contains("apt-get update failed: "), unknown.getMessage());
    assertTrue(unknown.getMessage().contains("127.0.0.1"), unknown.getMessage());
    AptException known =
        assertThrows(AptException.class, () -> apt.fetch(install("web", "1"), p -> { }));
    assertEquals(Reason.DOWNLOAD_FAILED, known.reason());
    assertTrue(known.getMessage().contains("127.0.0.1"), known.getMessage());
  }

  @Test
  void oneBadTransactionNeverKeepsTheOthersFromBeingFetched() throws Exception {
    List<AptTransaction> transactions = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      lab.deb("web" + i, "1").publish();
      transactions.add(install("web" + i, "1"));
    }
    lab.deb("broken", "1").depends("nowhere").publish();
    lab.deb("web0", "2").publish();
    AptTransaction unresolvable = install("broken", "1");
    AptTransaction unknown = install("web1", "9");
    AptTransaction another = install("web0", "2");
    transactions.add(3, unresolvable);
    transactions.add(unknown);
    transactions.add(another);

    Map<AptTransaction, AptException> failures = apt.fetchAll(transactions, p -> { });

    assertEquals(Set.of(unresolvable, unknown), failures.keySet());
    assertEquals(Reason.UNRESOLVABLE, failures.get(unresolvable).reason());
    assertEquals(Reason.VERSION_UNKNOWN, failures.get(unknown).reason());
    for (int i = 0; i < 6; i++) {
      assertTrue(kept("web" + i, "1"), "web" + i);
    }
    assertTrue(kept("web0", "2"));
    assertEquals(1, server.served().stream().filter("web3_1_all.deb"::equals).count());
  }

  @Test
  void asksTheSourcesOnceForTheSameMissingVersionUntilTheyChange() throws Exception {
    lab.deb("web", "1").publish();
    for (int i = 0; i < 3; i++) {
      assertThrows(AptException.class, () -> apt.simulate(install("web", "9"), false));
    }
    assertEquals(1, asked(), server.served().toString());
    lab.useSource(server.uri() + "/./");
    assertThrows(AptException.class, () -> apt.simulate(install("web", "9"), false));
    assertEquals(2, asked(), server.served().toString());
  }

  private long asked() {
    return server.served().stream().filter("InRelease"::equals).count();
  }

  /** Whether a rollback to it needs no source. */
  private boolean kept(String name, String version) {
    return DebStore.holds(lab.debs(), name, version);
  }
}
