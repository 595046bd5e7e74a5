package org.puppetporto.embedded.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.proto.ErrorCode;

/** Limits and figures of cgroup version 2, over files laid out as the kernel lays them out. */
class SecondVersionTest {
  @TempDir Path directory;
  private Path root;
  private Path group;
  private Path leaf;
  private CgroupTree tree;
  private CgroupLimits limits;
  private CgroupFigures figures;
  private Container web;
  private final Registry registry = new Registry();

  @BeforeEach
  void mount() throws IOException {
    root = Files.createDirectory(directory.resolve("cgroup2"));
    Files.writeString(root.resolve("cgroup.controllers"), "cpuset cpu io memory hugetlb pids\n");
    kernelFiles(root, "cgroup.subtree_control");
    tree = new CgroupTree(directory.resolve("endpoint"), pid -> { }, Hierarchies.of(Map.of(), root));
    limits = new CgroupLimits(tree, 4);
    figures = new CgroupFigures(tree);
    web = registry.create("web");
    leaf = tree.procsFiles(web).get(0).getParent();
    group = leaf.getParent();
    kernelFiles(group.getParent(), "cgroup.subtree_control");
    kernelFiles(group, "cgroup.subtree_control", "memory.max", "memory.current", "memory.stat",
        "memory.events", "cpu.max", "cpu.weight", "cpu.stat", "pids.max", "pids.current", "cpuset.cpus", "cgroup.freeze");
    kernelSays("memory.current", "0\n");
    tree.create(web);
  }

  private static void kernelFiles(Path directory, String... names) throws IOException {
    Files.createDirectories(directory);
    for (String name : names) {
      Files.createFile(directory.resolve(name));
    }
  }

  private String read(String file) throws IOException {
    return Files.readString(group.resolve(file));
  }

  private void kernelSays(String file, String text) throws IOException {
    Files.writeString(group.resolve(file), text);
  }

  private void set(String property, String value) {
    web.setting(property, value);
    limits.apply(web, property);
  }

  @Test
  void everyUsedControllerIsThereAndOfTheSecondVersion() {
    for (String controller : List.of("memory", "cpu", "pids", "cpuset")) {
      assertTrue(tree.has(controller), controller);
      assertTrue(tree.isSecond(controller), controller);
    }
  }

  @Test
  void controllersArePassedDownToTheContainerAndProcessesLiveInALeaf() throws IOException {
    assertTrue(Files.readString(root.resolve("cgroup.subtree_control")).startsWith("+"));
    assertTrue(Files.readString(group.resolveSibling("cgroup.subtree_control")).startsWith("+"));
    assertEquals("", read("cgroup.subtree_control"));
    assertTrue(Files.isDirectory(leaf));
    assertEquals("leaf", leaf.getFileName().toString());
    assertEquals(List.of(leaf.resolve("cgroup.procs")), tree.procsFiles(web));
    assertEquals(List.of(leaf.resolve("cgroup.threads")), tree.threadFiles(web));
  }

  @Test
  void limitsGoToTheFilesOfTheSecondVersion() throws IOException {
    set("memory_limit", "67108864");
    set("cpu_limit", "1.5c");
    set("cpu_weight", "2");
    set("thread_limit", "30");
    set("cpu_set", "0-1");
    assertEquals("67108864", read("memory.max"));
    assertEquals("150000 100000", read("cpu.max"));
    assertEquals("200", read("cpu.weight"));
    assertEquals("30", read("pids.max"));
    assertEquals("0-1", read("cpuset.cpus"));
  }

  @Test
  void noLimitIsMax() throws IOException {
    limits.applyAll(web);
    assertEquals("max", read("memory.max"));
    assertEquals("max 100000", read("cpu.max"));
    assertEquals("10000", read("pids.max"));
  }

  @Test
  void aMemoryLimitBelowUsageIsBusy() throws IOException {
    kernelSays("memory.current", "50000000\n");
    PortoFailure failure = assertThrows(PortoFailure.class, () -> set("memory_limit", "40000000"));
    assertEquals(ErrorCode.BUSY, failure.code());
    assertEquals("", read("memory.max"));
  }

  @Test
  void figuresAreReadInPortosUnits() throws IOException {
    kernelSays("memory.current", "1234\n");
    kernelSays("memory.stat", "anon 11\nfile 22\nshmem 33\npgfault 100\npgmajfault 7\n");
    kernelSays("memory.events", "low 0\nhigh 0\nmax 3\noom 2\noom_kill 1\n");
    kernelSays("cpu.stat", "usage_usec 5\nuser_usec 3\nsystem_usec 2\nnr_throttled 1\nthrottled_usec 9\n");
    kernelSays("pids.current", "4\n");
    assertEquals(OptionalLong.of(1234), figures.amount(web, "memory_usage"));
    assertEquals(OptionalLong.of(11), figures.amount(web, "anon_usage"));
    assertEquals(OptionalLong.of(93), figures.amount(web, "minor_faults"));
    assertEquals(OptionalLong.of(1), figures.amount(web, "oom_kills"));
    assertEquals(OptionalLong.of(5_000), figures.amount(web, "cpu_usage"));
    assertEquals(OptionalLong.of(2_000), figures.amount(web, "cpu_usage_system"));
    assertEquals(OptionalLong.of(9_000), figures.amount(web, "cpu_throttled"));
    assertEquals(OptionalLong.of(4), figures.amount(web, "thread_count"));
  }

  @Test
  void pausingIsTheGroupsFreeze() throws IOException {
    Freezer freezer = new Freezer(tree);
    assertTrue(freezer.freeze(web));
    assertEquals("1", read("cgroup.freeze"));
    assertTrue(freezer.thaw(web));
    assertEquals("0", read("cgroup.freeze"));
  }

  @Test
  void theRootContainerIsTheWholeHost() {
    assertEquals(root, tree.group(registry.root(), "memory").orElseThrow());
  }

  @Test
  void nothingOfThePropertiesIsOnlyRecorded() {
    for (String property : List.of("memory_limit", "cpu_limit", "thread_limit", "cpu_set")) {
      web.setting(property, "1");
      web.markExplicit(property, true);
    }
    assertEquals(List.of(), limits.withoutEffect(web));
  }
}
