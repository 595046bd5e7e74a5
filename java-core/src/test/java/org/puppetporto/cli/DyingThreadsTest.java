package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent without one of its threads would only look alive: it ends, says why, and whoever supervises it acts. */
@Timeout(300)
class DyingThreadsTest extends OnHost {
  @ParameterizedTest
  @ValueSource(strings = {"agent-files", "agent-status", "agent-socket", "porto-watch", "main"})
  void endTheAgent(String thread) throws Exception {
    assumeTrue(Runtime.version().feature() < 20, "this Java throws nothing into another thread");
    Path err = directory.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), DyingAgent.class.getName(),
        directory.resolve("run/agent.socket").toString(), thread)
        .redirectError(err.toFile()).redirectOutput(directory.resolve("out").toFile());
    builder.environment().putAll(host.environment());
    assertEquals(0, host.run("apply", "-f", host.file("web.yaml", """
        meta: {name: web}
        spec:
          properties: {cmd: [sleep, '1000'], isolate: false}
          policy: {min_uptime: 0, stop_timeout: 1}
        """)).code());
    Process agent = builder.start();
    try {
      // What waits in the kernel dies of it once it is back: there is always something going on.
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!agent.waitFor(100, TimeUnit.MILLISECONDS)) {
        assertTrue(System.nanoTime() - end < 0, () -> "it goes on without " + thread);
        host.run("restart", "web", "--reason", "to have something going on");
      }
      String said = Files.readString(err);
      assertEquals(Exit.INTERNAL, agent.exitValue(), said);
      assertTrue(said.contains("a fault of porto-daemon itself, please report it: "), said);
      assertTrue(thread.equals("main") || said.contains("thread " + thread + " died of "), said);
    } finally {
      agent.destroyForcibly();
    }
  }
}
