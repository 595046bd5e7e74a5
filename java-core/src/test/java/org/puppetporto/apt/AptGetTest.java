package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.apt.Transactions.changingHeld;
import static org.puppetporto.apt.Transactions.install;
import static org.puppetporto.apt.Transactions.purge;
import static org.puppetporto.apt.Transactions.remove;
import static org.puppetporto.apt.Transactions.replacingConffiles;
import static org.puppetporto.apt.Transactions.strict;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.apt.AptException.Reason;
import org.puppetporto.apt.Simulation.Change;
import org.puppetporto.apt.Simulation.Kind;

/** Against real apt-get and dpkg; what was reached is read with dpkg-query. */
class AptGetTest {
  @TempDir Path dir;
  private AptLab lab;
  private AptGet apt;

  @BeforeEach
  void lab() {
    lab = AptLab.create(dir);
    apt = new AptGet(AptSettings.of(lab.environment()));
  }

  @Test
  void installsThePinnedVersionsThoughNewerOnesExist() throws Exception {
    lab.deb("web", "1").depends("web-data").publish();
    lab.deb("web", "2").depends("web-data").publish();
    lab.deb("web-data", "7").publish();
    lab.deb("web-config", "1.0-5").field("Recommends", "web-doc").publish();
    lab.deb("web-doc", "1").publish();
    List<AptProgress> progress = new ArrayList<>();

    apt.run(install("web", "1", "web-config", "1.0-5"), progress::add);

    assertEquals("1 installed", lab.query("web"));
    assertEquals("1.0-5 installed", lab.query("web-config"));
    assertEquals("7 installed", lab.query("web-data"));
    assertEquals("", lab.query("web-doc"), "recommended packages are not part of a pinned set");
    assertEquals("1\n", Files.readString(lab.root().resolve("share/web")));
    assertTrue(lab.scriptLog().contains(
        "web postinst configure  HOSTMAN=1 DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8"),
        lab.scriptLog().toString());
    assertTrue(progress.stream().anyMatch(p -> p.kind().equals("install") && p.packageName().equals("web")));
    assertEquals(100.0, progress.get(progress.size() - 1).percent(), progress.toString());
    assertEquals("1", apt.status().installedVersion("web").orElseThrow());
  }

  @Test
  void upgradesAndRemovesInOneTransaction() throws Exception {
    lab.deb("web", "1").publish();
    lab.deb("old", "1").conffile("etc/old.conf", "x\n").publish();
    lab.refresh();
    lab.installByHand("web=1", "old=1");
    lab.deb("web", "2").publish();

    apt.run(Transactions.transaction(Map.of("web", "2"), Set.of("old", "never-there"), true), p -> { });

    assertEquals("2 installed", lab.query("web"));
    assertEquals("", lab.query("old"));
    assertFalse(Files.exists(lab.root().resolve("etc/old.conf")));
  }

  @Test
  void purgesWhatWasOnlyRemovedBefore() throws Exception {
    lab.deb("old", "1").conffile("etc/old.conf", "x\n").publish();
    apt.run(install("old", "1"), p -> { });
    apt.run(remove("old"), p -> { });
    assertEquals("1 config-files", lab.query("old"));
    assertTrue(Files.exists(lab.root().resolve("etc/old.conf")));
    apt.run(remove("old"), p -> { });

    apt.run(purge("old"), p -> { });

    assertEquals("", lab.query("old"));
    assertFalse(Files.exists(lab.root().resolve("etc/old.conf")));
    int scripts = lab.scriptLog().size();
    apt.run(purge("old"), p -> { });
    assertEquals(scripts, lab.scriptLog().size(), "a second purge does nothing");
  }

  @Test
  void simulatesEveryKindOfChangeWithoutMakingIt() throws Exception {
    lab.deb("up", "1").publish();
    lab.deb("up", "1.10").publish();
    lab.deb("down", "1:1").publish();
    lab.deb("down", "2").publish();
    lab.deb("foreign", "1").publish();
    lab.deb("new", "1~rc1").field("Conflicts", "foreign").publish();
    lab.refresh();
    lab.installByHand("up=1", "down=1:1", "foreign=1");

    Simulation simulation = apt.simulate(
        Transactions.transaction(
            Map.of("up", "1.10", "down", "2", "new", "1~rc1"), Set.of("foreign"), true), true);

    assertEquals(
        Set.of(
            new Change(Kind.UPGRADE, "up", "1", "1.10"),
            new Change(Kind.DOWNGRADE, "down", "1:1", "2"),
            new Change(Kind.INSTALL, "new", "", "1~rc1"),
            new Change(Kind.PURGE, "foreign", "1", "")),
        Set.copyOf(simulation.changes().stream().filter(c -> c.kind() != Kind.CONFIGURE).toList()));
    assertEquals("1 installed", lab.query("up"));
    assertEquals("1 installed", lab.query("foreign"));
    assertEquals(List.of(), apt.simulate(install("up", "1"), true).changes());
  }

  @Test
  void anUnknownVersionIsLookedForOnceAndThenNamedWithThoseThatExist() throws Exception {
    lab.deb("web", "1").publish();
    lab.deb("web", "1.1").publish();
    AptException noop = assertThrows(AptException.class, () -> apt.simulate(install("web", "1"), true));
    assertEquals(Reason.PACKAGE_UNKNOWN, noop.reason(), "the lists were never fetched");
    assertTrue(noop.getMessage().contains("apt-get update was not run"), noop.getMessage());

    AptException e = assertThrows(AptException.class, () -> apt.simulate(install("web", "9"), false));

    assertEquals(Reason.VERSION_UNKNOWN, e.reason());
    assertTrue(e.getMessage().contains("no source has web=9; known versions of web: 1.1, 1"), e.getMessage());
    AptException none = assertThrows(AptException.class, () -> apt.run(install("wbe", "1"), p -> { }));
    assertEquals(Reason.PACKAGE_UNKNOWN, none.reason());
    assertTrue(none.getMessage().contains("wbe"), none.getMessage());
    assertEquals("", lab.query("web"));
  }

  @Test
  void runTakesNothingAwayThatItWasNotTold() throws Exception {
    lab.deb("foreign", "1").publish();
    lab.deb("foreign-user", "1").depends("foreign").publish();
    lab.deb("web", "1").field("Conflicts", "foreign").publish();
    lab.refresh();
    lab.installByHand("foreign-user");

    AptException installing =
        assertThrows(AptException.class, () -> apt.run(install("web", "1"), p -> { }));
    assertEquals(Reason.REFUSED, installing.reason());
    assertTrue(installing.getMessage().contains("foreign, foreign-user would be taken away"),
        installing.getMessage());
    AptException removing =
        assertThrows(AptException.class, () -> apt.run(purge("foreign"), p -> { }));
    assertEquals(Reason.REFUSED, removing.reason());
    assertTrue(removing.getMessage().contains("also take away foreign-user"), removing.getMessage());
    assertEquals("1 installed", lab.query("foreign"));
    assertEquals("1 installed", lab.query("foreign-user"));
  }

  @Test
  void downgradesAndHeldPackagesOnlyAsThePolicySays() throws Exception {
    lab.deb("web", "1").publish();
    lab.deb("web", "2").publish();
    lab.refresh();
    lab.installByHand("web=2");

    AptException lower =
        assertThrows(AptException.class, () -> apt.run(strict(install("web", "1")), p -> { }));
    assertEquals(Reason.REFUSED, lower.reason());
    assertTrue(lower.getMessage().contains("web would go to a lower version"), lower.getMessage());
    lab.run("apt-mark", "hold", "web");
    AptException held = assertThrows(AptException.class, () -> apt.run(install("web", "1"), p -> { }));
    assertEquals(Reason.REFUSED, held.reason());
    assertTrue(held.getMessage().contains("web is on hold"), held.getMessage());
    assertTrue(apt.status().find("web").orElseThrow().held());
    assertEquals("2 installed", lab.query("web"));

    apt.run(changingHeld(install("web", "1")), p -> { });

    assertEquals("1 installed", lab.query("web"));
  }

  @Test
  void anEditedConffileIsKeptOrReplacedAndNeverAskedAbout() throws Exception {
    for (String version : List.of("1", "2", "3")) {
      lab.deb("web", version).conffile("etc/web.conf", "shipped " + version + "\n").publish();
    }
    Path conffile = lab.root().resolve("etc/web.conf");
    apt.run(install("web", "1"), p -> { });
    Files.writeString(conffile, "edited\n");

    apt.run(install("web", "2"), p -> { });
    assertEquals("edited\n", Files.readString(conffile));
    assertEquals("2 installed", lab.query("web"));

    apt.run(replacingConffiles(install("web", "3")), p -> { });
    assertEquals("shipped 3\n", Files.readString(conffile));
    assertEquals("3 installed", lab.query("web"));
  }

  @Test
  void aNameMayCarryTheArchitectureOfTheHost() throws Exception {
    String architecture = lab.run("dpkg", "--print-architecture").strip();
    lab.deb("web", "1").field("Architecture", architecture).publish();
    String name = "web:" + architecture;

    apt.fetch(install(name, "1"), p -> { });
    assertEquals(name, apt.simulate(install(name, "1"), true).changes().get(0).name());
    assertTrue(DebStore.holds(lab.debs(), name, "1"));
    apt.run(install(name, "1"), p -> { });
    assertEquals("1", apt.status().installedVersion(name).orElseThrow());
    assertEquals(name, apt.simulate(purge(name), true).changes().get(0).name());
    apt.run(purge(name), p -> { });

    assertEquals("", lab.query("web"));
  }

  @Test
  void unmetDependenciesAreNamed() throws Exception {
    lab.deb("web", "1").depends("nowhere (>= 2)").publish();

    AptException e = assertThrows(AptException.class, () -> apt.simulate(install("web", "1"), false));

    assertEquals(Reason.UNRESOLVABLE, e.reason());
    assertTrue(e.getMessage().contains("web : Depends: nowhere (>= 2)"), e.getMessage());
  }

  @Test
  void anEssentialPackageIsNeverTakenAway() throws Exception {
    lab.deb("vital", "1").field("Essential", "yes").publish();
    lab.refresh();
    lab.installByHand("vital");

    AptException e = assertThrows(AptException.class, () -> apt.run(purge("vital"), p -> { }));

    assertEquals(Reason.REFUSED, e.reason());
    assertTrue(apt.status().find("vital").orElseThrow().essential());
    assertEquals("1 installed", lab.query("vital"));
  }
}
