package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** What a daemon's packages may do to the rest of the host, over real apt. */
class PackageSafetyTest {
  private RealHost host;

  @BeforeEach
  void open() throws Exception {
    host = new RealHost();
  }

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  private Definition daemon(String name, String ensure, int variant, Map<String, String> packages) {
    return define(name, ensure, Map.of("cmd", host.sleep(variant)), packages,
        Map.of("min_uptime", 0, "stop_timeout", 1));
  }

  @Test
  void aPurgeThatWouldTakeAForeignPackageIsRefused() throws Exception {
    host.publish("lib-web=1");
    host.apt.deb("foreign", "1").depends("lib-web").publish();
    host.execute(daemon("web", "running", 1, Map.of("lib-web", "1")));
    host.apt.installByHand("foreign");
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(daemon("web", "purged", 1, Map.of())));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("foreign"), e.getMessage());
    assertEquals("1 installed", host.apt.query("foreign"));
    assertEquals("1 installed", host.apt.query("lib-web"));
    assertEquals(1, RealHost.processes(host.sleep(1)).size(), "a refused purge stopped the daemon");
  }

  @Test
  void anInstallThatWouldTakeAForeignPackageIsRefusedBeforeAnythingIsDone() throws Exception {
    host.publish("foreign=1", "web-bin=1");
    host.apt.deb("web-bin", "2").field("Conflicts", "foreign").publish();
    host.apt.refresh();
    host.apt.installByHand("foreign");
    host.execute(daemon("web", "running", 1, Map.of("web-bin", "1")));
    long pid = RealHost.processes(host.sleep(1)).get(0);
    Definition wanted = daemon("web", "running", 1, Map.of("web-bin", "2"));
    assertEquals(Fault.REFUSED, assertThrows(EngineException.class, () -> host.plan(wanted)).fault());
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(daemon("web", "running", 1, Map.of("web-bin", "2"))));
    assertTrue(e.getMessage().contains("foreign"), e.getMessage());
    assertEquals("1 installed", host.apt.query("foreign"));
    assertEquals(List.of(pid), RealHost.processes(host.sleep(1)), "the old revision was disturbed");
  }

  /** The literal order purges while nothing runs: what speaks against it is said before. */
  @Test
  void aRecreationThatWouldTakeAForeignPackageIsRefusedBeforeAnythingIsDone() throws Exception {
    host.publish("web-bin=1", "web-bin=2");
    host.apt.deb("foreign", "1").depends("web-bin").publish();
    host.execute(daemon("web", "running", 1, Map.of("web-bin", "1")));
    host.apt.installByHand("foreign");
    List<Long> before = RealHost.processes(host.sleep(1));
    Definition wanted = define("web", "running", Map.of("cmd", host.sleep(2)), Map.of("web-bin", "2"),
        Map.of("min_uptime", 0, "stop_timeout", 1, "update_strategy", "recreate"));
    assertEquals(Fault.REFUSED, assertThrows(EngineException.class, () -> host.plan(wanted)).fault());
    EngineException e = assertThrows(EngineException.class, () -> host.execute(wanted));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("foreign"), e.getMessage());
    assertEquals(before, RealHost.processes(host.sleep(1)), "the old revision was disturbed");
    assertEquals("1 installed", host.apt.query("foreign"));
    assertEquals("1 installed", host.apt.query("web-bin"));
  }

  @Test
  void aPackageRenamedBetweenVersionsIsOneTransaction() throws Exception {
    host.publish("web-old=1");
    host.apt.deb("web-new", "2").field("Conflicts", "web-old").field("Replaces", "web-old").publish();
    host.execute(daemon("web", "running", 1, Map.of("web-old", "1")));
    host.execute(daemon("web", "running", 1, Map.of("web-new", "2")));
    assertEquals("", host.apt.query("web-old"));
    assertEquals("2 installed", host.apt.query("web-new"));
  }

  @Test
  void sharedAndPreexistingPackagesSurviveAPurge() throws Exception {
    host.publish("shared=1", "own=1", "old=1");
    host.apt.refresh();
    host.apt.installByHand("old");
    host.execute(daemon("web", "running", 1, Map.of("shared", "1", "own", "1", "old", "1")));
    host.execute(daemon("api", "running", 2, Map.of("shared", "1")));
    host.execute(daemon("web", "purged", 1, Map.of()));
    assertEquals("1 installed", host.apt.query("shared"));
    assertEquals("1 installed", host.apt.query("old"));
    assertEquals("", host.apt.query("own"));
    assertEquals(1, RealHost.processes(host.sleep(2)).size());
  }

  @Test
  void aPackageThatTheCatalogManagesSurvivesAPurge() throws Exception {
    host.publish("own=1");
    Definition web = daemon("web", "running", 1, Map.of("own", "1"));
    host.execute(web);
    host.engine().declare(List.of(web));
    host.engine().claim(Map.of("own", ""));
    host.engine().observe();
    host.engine().storeClaims();
    host.newCore();
    host.execute(daemon("web", "purged", 1, Map.of()));
    assertEquals("1 installed", host.apt.query("own"));
  }

  @Test
  void aHandEditedConffileIsKept() throws Exception {
    host.apt.deb("web-bin", "1").conffile("etc/web.conf", "one\n").publish();
    host.apt.deb("web-bin", "2").conffile("etc/web.conf", "two\n").publish();
    host.execute(daemon("web", "running", 1, Map.of("web-bin", "1")));
    Path conffile;
    try (var files = Files.walk(host.apt.root())) {
      conffile = files.filter(file -> file.endsWith("web.conf")).findFirst().orElseThrow();
    }
    Files.writeString(conffile, "edited\n");
    host.execute(daemon("web", "running", 1, Map.of("web-bin", "2")));
    assertEquals("2 installed", host.apt.query("web-bin"));
    assertEquals("edited\n", Files.readString(conffile));
  }

  @Test
  void oneDaemonWithoutItsPackageDoesNotKeepTheOthersDown() throws Exception {
    host.publish("good=1");
    Definition broken = daemon("api", "running", 2, Map.of("nowhere", "9"));
    Definition good = daemon("web", "running", 1, Map.of("good", "1"));
    host.engine().declare(List.of(broken, good));
    host.engine().observe();
    assertTrue(host.engine().plan(broken).notes().stream().anyMatch(note -> note.contains("nowhere")));
    assertTrue(host.engine().plan(good).changes());
    assertThrows(EngineException.class, () -> host.execute(broken));
    host.execute(good);
    assertEquals("1 installed", host.apt.query("good"));
    assertFalse(RealHost.processes(host.sleep(1)).isEmpty());
  }
}
