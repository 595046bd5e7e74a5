package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.status.sink.Receiver;

/** What status and the sinks tell of real processes that died, and of what. */
@Timeout(300)
class DeathsTest extends OnHost {
  /** Lives until it is told how to die. */
  private static final String MORTAL = """
      meta: {name: mortal, version: "1"}
      spec:
        properties:
          cmd: [perl, -e, '$| = 1; until (-e q(%1$s/die)) { select undef, undef, undef, 0.05 } %2$s']
          cwd: %1$s
          isolate: false
          respawn: false
          memory_limit: 48M
          ulimit: "core: unlimited unlimited"
        policy: {min_uptime: 0.1, stop_timeout: 1}
      """;

  private Receiver juggler;

  @BeforeEach
  void open() throws IOException {
    juggler = new Receiver();
    juggler.takeEvents();
    host.file("config.json", JSON.std.asString(Map.of("prometheus", Map.of("directory", directory.toString()),
        "juggler", Map.of("url", juggler.url().toString(), "host", "h"))));
  }

  @AfterEach
  void close() throws IOException {
    juggler.close();
  }

  /** @param how Perl that does not come back */
  private void die(String how) throws Exception {
    Result apply = host.run("apply", "-f", host.file("mortal.yaml", String.format(MORTAL, directory, how)));
    assertEquals(0, apply.code(), apply.err());
    try (PortoClient porto = Porto.connect(host.socket(), Deadlines.DEFAULT)) {
      assumeTrue(!how.contains("$size") || porto.get("mortal", "cgroups").contains("memory: "),
          "no cgroup of memory can be written here");
      Files.createFile(directory.resolve("die"));
      while (!porto.get("mortal", "state").equals("dead")) {
        porto.await("mortal", Duration.ofMillis(100));
      }
    }
  }

  private Map<?, ?> condition(String kind) throws IOException {
    Map<?, ?> daemons = (Map<?, ?>) JSON.std.mapFrom(host.run("status", "-o", "json").out()).get("portoDaemons");
    return (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) daemons.get("mortal")).get("conditions")).get(kind);
  }

  private void told(String kind, String reason) throws IOException {
    assertEquals(Map.of("status", "FAILED", "reason", reason), condition(kind));
    String one = host.run("status", "mortal").out();
    assertTrue(one.startsWith("mortal: dead, not ready\n") && one.contains("FAILED " + kind + ": " + reason), one);
    assertEquals(0, host.run("report").code());
    String metrics = Files.readString(directory.resolve("porto-daemons.prom"));
    assertTrue(metrics.contains("porto_daemon_condition{daemon=\"mortal\",condition=\"" + kind + "\"} 0\n"), metrics);
    List<?> events = Receiver.events(juggler.bodies.get(juggler.bodies.size() - 1));
    assertTrue(events.stream().allMatch(event -> "CRIT".equals(((Map<?, ?>) event).get("status"))
        && String.valueOf(((Map<?, ?>) event).get("description")).contains(kind + ": " + reason)), events.toString());
  }

  @Test
  void ofWantOfMemory() throws Exception {
    die("my $size = 200 << 20; my $all = q(a) x $size; sleep 1000");
    told("oom", "was killed for want of memory; raise memory_limit, or look for a leak");
    assertEquals("is dead: killed for want of memory", condition("container").get("reason"));
    assertEquals("OK", condition("core_dumped").get("status"));
  }

  @Test
  void withACore() throws Exception {
    die("kill SEGV => $$; sleep 1000");
    assumeTrue(Files.list(directory).anyMatch(file -> file.getFileName().toString().startsWith("core")),
        "cores do not go to the working directory here");
    told("core_dumped", "its process has dumped core");
    assertEquals("is dead: killed by signal 11", condition("container").get("reason"));
    assertEquals("OK", condition("oom").get("status"));
  }

  @Test
  void ofItsOwnAccord() throws Exception {
    die("print STDERR qq(cannot bind port 80\\n); exit 3");
    told("container", "is dead: exit code 3");
    String one = host.run("status", "mortal").out();
    assertTrue(one.endsWith("stderr, last lines:\n  cannot bind port 80\n"), one);
  }
}
