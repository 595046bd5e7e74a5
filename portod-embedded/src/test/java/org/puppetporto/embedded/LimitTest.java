package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;

/** Limits that a process is seen to hit, where the machine has the cgroups for it. */
class LimitTest extends EndpointTest {
  private static final String EATER = "perl\t-e\tmy \\$x = q(a) x (200 << 20); sleep 1000";

  @Test
  void runningOutOfMemoryIsMinus99() throws Exception {
    client.create("a");
    client.set("a", "memory_limit", "32M");
    assumeCgroup("memory");
    client.set("a", "command_argv", EATER.replace("\\$", "$"));
    client.start("a");
    assertEquals("dead", client.await("a"));
    assertEquals("-99", client.get("a", "exit_code"));
    assertEquals("true", client.get("a", "oom_killed"));
    client.stop("a", 0);
    client.set("a", "command_argv", "false");
    client.start("a");
    client.await("a");
    assertEquals("1", client.get("a", "exit_code"));
  }

  @Test
  void aMemoryLimitBelowUsageIsRefused() throws Exception {
    client.create("a");
    assumeCgroup("memory");
    client.set("a", "command_argv", "perl\t-e\t$| = 1; my $x = q(a) x (40 << 20); print 1; sleep 1000");
    client.start("a");
    eventually(() -> client.get("a", "stdout").equals("1"));
    assertTrue(Long.parseLong(client.get("a", "memory_usage")) > 40 << 20);
    var response = client.trySet("a", "memory_limit", "1M");
    assertEquals(ErrorCode.BUSY, response.getError());
    assertEquals("Memory limit is too low for current memory usage", response.getErrorMsg());
    assertEquals("0", client.get("a", "memory_limit"));
  }

  @Test
  void threadsAreLimited() throws Exception {
    client.create("a");
    assumeCgroup("pids");
    client.set("a", "thread_limit", "3");
    client.set("a", "command_argv",
        "perl\t-e\texit(defined(fork) && defined(fork) && defined(fork) ? 0 : 5)");
    client.start("a");
    client.await("a");
    assertEquals("5", client.get("a", "exit_code"));
  }

  @Test
  void cpuIsThrottled() throws Exception {
    client.create("a");
    assumeCgroup("cpu");
    client.set("a", "cpu_limit", "0.1c");
    client.set("a", "command_argv", "perl\t-e\t1 while 1");
    client.start("a");
    eventually(() -> Long.parseLong(client.get("a", "cpu_throttled")) > 0);
    assertTrue(Long.parseLong(client.get("a", "cpu_usage")) > 0);
  }

  @Test
  void ulimitsReachRunningProcesses() throws Exception {
    client.create("a");
    client.set("a", "ulimit", "nofile: 200 300");
    client.set("a", "command", "sleep 1000");
    client.start("a");
    Path limits = Path.of("/proc/" + client.get("a", "root_pid") + "/limits");
    assertTrue(Files.readString(limits).matches("(?s).*Max open files +200 +300 .*"));
    client.set("a", "ulimit", "nofile: 100 300");
    assertTrue(Files.readString(limits).matches("(?s).*Max open files +100 +300 .*"));
  }

  @Test
  void outputIsCutFromItsBeginning() throws Exception {
    client.create("a");
    client.set("a", "stdout_limit", "64K");
    client.set("a", "command_argv", "perl\t-e\t$| = 1; printf qq(%09d\\n), $_ for 1 .. 50000; sleep 1000");
    client.start("a");
    eventually(() -> Long.parseLong(client.get("a", "stdout_offset")) > 0
        && client.get("a", "stdout").endsWith("000050000\n"));
    long offset = Long.parseLong(client.get("a", "stdout_offset"));
    assertTrue(client.get("a", "stdout").length() <= 64 << 10);
    assertTrue(client.get("a", "stdout").matches("(?s) +0000[0-9]{5}\n.*"));
    assertEquals("000050000\n", client.get("a", "stdout[" + (50_000L * 10 - 10) + ":10]"));
    assertEquals(ErrorCode.INVALID_DATA, client.tryGet("a", "stdout[" + (offset - 1) + ":1]").getError());
  }

  @Test
  void taintSaysWhatHasNoEffect() throws Exception {
    client.create("a");
    assertEquals("", client.get("a", "taint"));
    client.set("a", "io_limit", "1M");
    assertEquals("io_limit is recorded and has no effect in portod-embedded.\n", client.get("a", "taint"));
  }

  @Test
  void unsupportedPropertiesAreHiddenAndRefused() throws Exception {
    try (EmbeddedPortod other = EmbeddedPortod.start(dir.resolve("s2"), dir.resolve("d2"),
        Options.defaults().withUnsupported(Set.of("memory_guarantee")));
        TestClient there = new TestClient(other.socket())) {
      there.create("a");
      assertEquals(ErrorCode.NOT_SUPPORTED, there.trySet("a", "memory_guarantee", "1G").getError());
      assertFalse(there.ok(r -> r.getPropertyListBuilder()).getPropertyList().getListList().stream()
          .anyMatch(p -> p.getName().equals("memory_guarantee")));
    }
  }

  private void assumeCgroup(String controller) throws Exception {
    client.create("probe");
    client.start("probe");
    boolean present = client.get("probe", "cgroups").contains(controller + ": ");
    client.destroy("probe");
    assumeTrue(present, "no cgroup of " + controller + " can be written here");
  }
}
