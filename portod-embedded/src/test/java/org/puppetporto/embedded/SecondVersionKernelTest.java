package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits as a kernel with cgroup version 2 has them, read back from its files; skipped where there is none. */
class SecondVersionKernelTest extends EndpointTest {
  /** The container's group, if this controller is one of version 2 here. */
  private Path second(String container, String controller, String file) throws IOException {
    Map<String, String> groups = new HashMap<>();
    for (String entry : client.get(container, "cgroups").split("; ")) {
      String[] words = entry.split(": ", 2);
      groups.put(words[0], words.length > 1 ? words[1] : "");
    }
    String group = groups.getOrDefault(controller, "");
    assumeTrue(!group.isEmpty() && Files.exists(Path.of(group, "cgroup.controllers")),
        () -> "no hierarchy of cgroup version 2 with the controller " + controller + " here, its group is '"
            + group + "'");
    return Path.of(group, file);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  private void start(String property, String value) throws IOException {
    client.create("a");
    client.set("a", property, value);
    client.set("a", "command", "sleep 1000");
    client.start("a");
  }

  @Test
  void aMemoryLimitIsTheKernels() throws Exception {
    start("memory_limit", "64M");
    Path max = second("a", "memory", "memory.max");
    assertEquals("67108864", read(max));
    client.set("a", "memory_limit", "128M");
    assertEquals("134217728", read(max));
    client.set("a", "memory_limit", "0");
    assertEquals("max", read(max));
  }

  @Test
  void cpuLimitsAreTheKernels() throws Exception {
    start("cpu_limit", "0.5c");
    Path max = second("a", "cpu", "cpu.max");
    assertEquals("50000 100000", read(max));
    client.set("a", "cpu_limit", "0");
    assertEquals("max 100000", read(max));
    client.set("a", "cpu_weight", "2");
    assertEquals("200", read(max.resolveSibling("cpu.weight")));
  }

  @Test
  void aThreadLimitIsTheKernels() throws Exception {
    start("thread_limit", "7");
    assertEquals("7", read(second("a", "pids", "pids.max")));
    assertFalse(client.get("a", "thread_count").equals("0"));
  }

  @Test
  void processesAreInALeafThatIsFrozenWithItsGroup() throws Exception {
    start("thread_limit", "7");
    Path group = second("a", "pids", "").normalize();
    assertEquals("", read(group.resolve("cgroup.procs")));
    String members = read(group.resolve("leaf/cgroup.procs"));
    assertEquals(true, members.lines().anyMatch(client.get("a", "root_pid")::equals), members);
    client.ok(r -> r.getPauseBuilder().setName("a"));
    eventually(() -> read(group.resolve("cgroup.events")).contains("frozen 1"));
    client.ok(r -> r.getResumeBuilder().setName("a"));
    eventually(() -> read(group.resolve("cgroup.events")).contains("frozen 0"));
    client.destroy("a");
    assertFalse(Files.exists(group));
  }
}
