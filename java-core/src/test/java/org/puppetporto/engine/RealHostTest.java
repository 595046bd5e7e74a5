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

/** The engine over real processes and real packages; what was reached is read by foreign eyes. */
class RealHostTest {
  private static final Map<String, ?> QUICK = Map.of("min_uptime", 0.2, "stop_timeout", 1);
  private RealHost host;

  @BeforeEach
  void open() throws Exception {
    host = new RealHost();
    host.publish("web-bin=1", "web-bin=2", "web-conf=1", "lib-old=1");
  }

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  private Definition web(String ensure, int variant, String limit, Map<String, String> packages) {
    return define("web", ensure, Map.of("cmd", host.sleep(variant), "memory_limit", limit), packages, QUICK);
  }

  @Test
  void fromNothingToRunningThroughUpdatesToNothing() throws Exception {
    Definition first = web("running", 1, "64M", Map.of("web-bin", "1", "lib-old", "1"));
    assertTrue(host.execute(first).ready());
    assertEquals("1 installed", host.apt.query("web-bin"));
    long pid = RealHost.processes(host.sleep(1)).get(0);
    assertEquals("running", host.porto.get("web", "state"));
    assertEquals("false", host.porto.get("web", "weak"));
    assertEquals("true", host.porto.get("web", "respawn"));
    host.newCore();
    assertFalse(host.plan(first).changes());

    Definition live = define("web", "running",
        Map.of("cmd", host.sleep(1), "memory_limit", "128Mb", "cpu_limit", "1.5c"),
        Map.of("web-bin", "1", "lib-old", "1"), QUICK);
    host.execute(live);
    assertEquals(List.of(pid), RealHost.processes(host.sleep(1)));
    assertEquals("134217728", host.porto.get("web", "memory_limit"));
    assertEquals("1.5c", host.porto.get("web", "cpu_limit"));

    Definition update = web("running", 2, "128Mb", Map.of("web-bin", "2", "web-conf", "1"));
    host.execute(update);
    assertEquals(List.of(), RealHost.processes(host.sleep(1)));
    assertEquals(1, RealHost.processes(host.sleep(2)).size());
    assertEquals("2 installed", host.apt.query("web-bin"));
    assertEquals("1 installed", host.apt.query("web-conf"));
    assertEquals("", host.apt.query("lib-old"));
    assertFalse(host.plan(update).changes());

    host.execute(web("purged", 2, "128Mb", Map.of()));
    assertEquals(List.of(), host.porto.list());
    assertEquals(List.of(), RealHost.processes(host.sleep(2)));
    assertEquals("", host.apt.query("web-bin"));
    assertEquals("", host.apt.query("web-conf"));
    assertTrue(host.apt.scriptLog().stream().allMatch(line -> line.contains("HOSTMAN=1")),
        host.apt.scriptLog().toString());
  }

  @Test
  void aDaemonThatDiesAfterItsUpdateIsRolledBackEvenWhenTheSourceForgotTheOldVersion() throws Exception {
    Definition good = web("running", 1, "64M", Map.of("web-bin", "1"));
    host.execute(good);
    host.apt.drop("web-bin", "1");
    host.apt.refresh();
    // On a busy machine a shell may take longer than a short min_uptime to end.
    Definition bad = define("web", "running", Map.of("cmd", List.of("/bin/sh", "-c", "echo boom >&2; exit 3")),
        Map.of("web-bin", "2"), Map.of("min_uptime", 20, "stop_timeout", 1));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(bad));
    assertTrue(e.getMessage().contains("exit code 3"), e.getMessage());
    assertTrue(e.getMessage().contains("boom"), e.getMessage());
    assertTrue(e.getMessage().contains("rolled back"), e.getMessage());
    assertTrue(e.getMessage().contains("`porto-daemon retry web --reason TEXT`"), e.getMessage());
    assertEquals(1, RealHost.processes(host.sleep(1)).size());
    assertEquals("1 installed", host.apt.query("web-bin"));
    assertFalse(host.execute(bad).changed());
    host.engine().operator().retry("web");
    assertThrows(EngineException.class, () -> host.execute(bad));
    assertEquals(1, RealHost.processes(host.sleep(1)).size());
  }

  @Test
  void aFailingPostinstLeavesTheOldRevisionRunning() throws Exception {
    host.apt.deb("web-bin", "3").script("postinst", "exit 1").publish();
    host.execute(web("running", 1, "64M", Map.of("web-bin", "1")));
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(web("running", 2, "64M", Map.of("web-bin", "3"))));
    assertEquals(Fault.PACKAGES, e.fault());
    assertEquals(1, RealHost.processes(host.sleep(1)).size());
    assertEquals("1 installed", host.apt.query("web-bin"));
  }

  /** The way in from another host manager: its container fits, and so does its process. */
  @Test
  void aContainerThatFitsIsAdoptedWithoutARestart() throws Exception {
    host.porto.create("web");
    host.porto.set("web", "command_argv", String.join("\t", host.sleep(1)));
    host.porto.set("web", "memory_limit", "64M");
    host.porto.start("web");
    long pid = host.pidOf(1);
    EngineException e = assertThrows(EngineException.class,
        () -> host.execute(web("running", 1, "64M", Map.of("web-bin", "1"))));
    assertTrue(e.getMessage().contains("adopt: true"), e.getMessage());
    assertEquals("", host.apt.query("web-bin"));
    Definition adopting = define("web", "running", Map.of("cmd", host.sleep(1), "memory_limit", "128M"), Map.of(),
        Map.of("adopt", true, "min_uptime", 0));
    host.execute(adopting);
    assertEquals(pid, host.pidOf(1), "it was restarted");
    assertEquals("134217728", host.porto.get("web", "memory_limit"));
    assertTrue(host.porto.get("web", "labels").contains("HOSTMAN.daemon: web"), host.porto.get("web", "labels"));
    assertFalse(host.plan(adopting).changes());
  }

  @Test
  void withoutRollbackTheNewRevisionStaysAndIsNotReady() throws Exception {
    host.execute(web("running", 1, "64M", Map.of("web-bin", "1")));
    Definition bad = define("web", "running", Map.of("cmd", List.of("/bin/sh", "-c", "echo boom >&2; exit 3")),
        Map.of("web-bin", "2"), Map.of("min_uptime", 20, "stop_timeout", 1, "rollback", false));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(bad));
    assertTrue(e.getMessage().contains("exit code 3") && e.getMessage().contains("boom"), e.getMessage());
    assertFalse(e.getMessage().contains("rolled back"), e.getMessage());
    assertEquals(List.of(), RealHost.processes(host.sleep(1)));
    assertEquals("2 installed", host.apt.query("web-bin"));
    assertEquals("true", host.porto.get("web", "respawn"), "portod goes on trying");
    host.plan(bad);
    assertFalse(host.engine().observed("web").ready());
  }

  @Test
  void afterARebootTheStoredRevisionsReturn() throws Exception {
    host.execute(web("running", 1, "64M", Map.of("web-bin", "1")));
    host.execute(define("idle", "stopped", Map.of("cmd", host.sleep(7)), Map.of(), QUICK));
    host.newCore();
    host.portod.reset();
    assertEquals(List.of(), host.porto.list());
    List<Booted> booted = host.engine().operator().boot(Progress.NONE);
    assertTrue(booted.stream().allMatch(b -> b.failure().isEmpty()), booted.toString());
    assertEquals(1, RealHost.processes(host.sleep(1)).size());
    assertEquals("stopped", host.porto.get("idle", "state"));
    assertFalse(host.plan(web("running", 1, "64M", Map.of("web-bin", "1"))).changes());
  }

  @Test
  void secretsReachTheProcessAndNothingElse() throws Exception {
    Definition secretive = new org.puppetporto.spec.DefinitionReader(ModelHost.CATALOGUE).read(Map.of(
        "meta", Map.of("name", "web"),
        "spec", Map.of("properties", Map.of("cmd", host.sleep(1)), "env_secret", Map.of("TOKEN", "s3cr3t-value"),
            "policy", QUICK)), "test");
    host.execute(secretive);
    long pid = RealHost.processes(host.sleep(1)).get(0);
    String environ = Files.readString(Path.of("/proc/" + pid + "/environ"));
    assertTrue(environ.contains("TOKEN=s3cr3t-value"));
    assertFalse(host.plan(secretive).changes());
    assertFalse(host.porto.get("web", "env_secret").contains("s3cr3t"));
    assertFalse(host.porto.get("web", "private").contains("s3cr3t"));
  }
}
