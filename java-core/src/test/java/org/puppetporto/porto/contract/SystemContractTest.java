package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.SystemInfo;
import org.puppetporto.porto.Transport;

/** The daemon itself, and processes and paths across containers. */
class SystemContractTest extends Contract {
  @TempDir
  Path directory;

  @Test
  void theVersionIsANumber() throws Exception {
    assertTrue(porto.version().matches("[0-9]+\\.[0-9]+\\.[0-9]+.*"), porto.version());
  }

  @Test
  void theSystemCountsItsContainers() throws Exception {
    SystemInfo before = porto.system();
    assertEquals(porto.version(), before.version());
    assertTrue(before.containerLimit() > 0);
    running();
    assertTrue(porto.system().containers() > 0);
    assertTrue(porto.system().running() > 0);
  }

  @Test
  void thePropertiesAreThose() throws Exception {
    List<String> names = porto.properties().stream().map(PropertyInfo::name).toList();
    assertTrue(names.containsAll(List.of("command", "command_argv", "env", "env_secret", "labels", "respawn",
        "state", "root_pid", "stdout", "exit_code", "virt_mode", "memory_limit", "cpu_limit")), names::toString);
    assertEquals(names.stream().sorted().distinct().toList(), names.stream().sorted().toList());
  }

  @Test
  void aProcessIsLocated() throws Exception {
    String name = running();
    int pid = Integer.parseInt(porto.get(name, "root_pid"));
    assertEquals(name, porto.processes().locate(pid, ""));
    assertEquals("/", porto.processes().locate((int) ProcessHandle.current().pid(), ""));
  }

  @Test
  void aProcessWithAnotherNameIsNotLocated() throws Exception {
    int pid = Integer.parseInt(porto.get(running(), "root_pid"));
    refused(ErrorCode.INVALID_VALUE, () -> porto.processes().locate(pid, "no-such-name"));
  }

  @Test
  void aProcessThatIsNotThereIsNotLocated() {
    refused(ErrorCode.INVALID_VALUE, () -> porto.processes().locate(0x3fffffff, ""));
  }

  @Test
  void aProcessIsMovedIntoAContainer() throws Exception {
    String name = created();
    porto.set(name, "isolate", "false");
    porto.start(name);
    assumeFalse(porto.get(name, "cgroups").isEmpty(), "no cgroups here to move a process into");
    Process process = new ProcessBuilder("/bin/sleep", "1000").start();
    try {
      porto.processes().attach(name, (int) process.pid(), "sleep");
      String groups = Files.readString(Path.of("/proc/" + process.pid() + "/cgroup"));
      assertTrue(groups.contains(name), groups);
    } finally {
      ended(process);
    }
  }

  @Test
  void aMovedProcessIsFoundWhereItIs() throws Exception {
    String name = shell("sleep 1000 & echo $!; wait");
    eventually("true", () -> "" + porto.get(name, "stdout").endsWith("\n"));
    String child = name + "/child";
    porto.create(child);
    porto.set(child, "isolate", "false");
    porto.start(child);
    int pid = hostPid(name, Integer.parseInt(porto.get(name, "stdout").strip()));
    eventually("sleep", () -> read("/proc/" + pid + "/comm").strip());
    assertEquals(name, porto.processes().locate(pid, "sleep"));
    porto.processes().attach(child, pid, "sleep");
    assertEquals(child, porto.processes().locate(pid, "sleep"));
    assertEquals(name, porto.processes().locate(Integer.parseInt(porto.get(name, "root_pid")), ""));
  }

  @Test
  void whatAMovedProcessStartsIsWhereItIs() throws Exception {
    String name = shell("(read go < " + pipe() + "; sleep 1000; true) & echo $!; wait");
    eventually("true", () -> "" + porto.get(name, "stdout").endsWith("\n"));
    String child = name + "/child";
    porto.create(child);
    porto.set(child, "isolate", "false");
    porto.start(child);
    int pid = hostPid(name, Integer.parseInt(porto.get(name, "stdout").strip()));
    porto.processes().attach(child, pid, "");
    Files.writeString(directory.resolve("pipe"), "go\n");
    eventually("sleep", () -> children(pid).map(c -> read("/proc/" + c + "/comm").strip())
        .findFirst().orElse(""));
    long started = children(pid).findFirst().orElseThrow();
    assertEquals(child, porto.processes().locate((int) started, "sleep"));
  }

  @Test
  void aMovedProcessEndsWithItsContainer() throws Exception {
    String name = created();
    porto.set(name, "isolate", "false");
    porto.start(name);
    Process process = new ProcessBuilder("/bin/sleep", "1000").start();
    try {
      porto.processes().attach(name, (int) process.pid(), "sleep");
      assertEquals(name, porto.processes().locate((int) process.pid(), ""));
      porto.destroy(name);
      assertTrue(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), "it goes on");
    } finally {
      ended(process);
    }
  }

  /** The host's pid of a process that its container calls by another. */
  private int hostPid(String name, int pid) throws PortoException {
    long main = Long.parseLong(porto.get(name, "root_pid"));
    return (int) (long) descendants(main).filter(candidate -> {
      String[] pids = read("/proc/" + candidate + "/status").lines()
          .filter(line -> line.startsWith("NSpid:")).findFirst().orElse("NSpid: 0").split("\\s+");
      return Integer.parseInt(pids[pids.length - 1]) == pid;
    }).findFirst().orElseThrow();
  }

  private static Stream<Long> children(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).map(ProcessHandle::pid);
  }

  private static Stream<Long> descendants(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).map(ProcessHandle::pid);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "";
    }
  }

  private String pipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe.toString();
  }

  @Test
  void aThreadIsMovedIntoAChild() throws Exception {
    String name = created();
    porto.set(name, "isolate", "false");
    porto.start(name);
    assumeFalse(porto.get(name, "cgroups").isEmpty(), "no cgroups here to move a thread into");
    assumeFalse(read("/proc/self/cgroup").lines().count() == 1,
        "all cgroups here are of version 2, where the threads of a process stay together");
    Process process = new ProcessBuilder("/bin/sleep", "1000").start();
    try {
      int tid = (int) process.pid();
      porto.processes().attachThread(name, tid, "sleep");
      String groups = Files.readString(Path.of("/proc/" + tid + "/task/" + tid + "/cgroup"));
      assertTrue(groups.contains(name), groups);
      refused(ErrorCode.INVALID_VALUE, () -> porto.processes().attachThread(name, tid, "no-such-name"));
    } finally {
      ended(process);
    }
  }

  @Test
  void theMainProcessIsNotMoved() throws Exception {
    String name = running();
    int pid = Integer.parseInt(porto.get(name, "root_pid"));
    String child = name + "/child";
    porto.create(child);
    porto.set(child, "isolate", "false");
    porto.start(child);
    refused(ErrorCode.BUSY, "cannot move main process", () -> porto.processes().attach(child, pid, ""));
    refused(ErrorCode.BUSY, "cannot move main process", () -> porto.processes().attachThread(child, pid, ""));
  }

  @Test
  void aProcessIsNotMovedIntoAStoppedContainer() throws Exception {
    String name = created();
    Process process = new ProcessBuilder("/bin/sleep", "1000").start();
    try {
      refused(ErrorCode.INVALID_STATE, () -> porto.processes().attach(name, (int) process.pid(), "sleep"));
    } finally {
      ended(process);
    }
  }

  private static void ended(Process process) throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Test
  void aPathIsTheSameWhereRootsAre() throws Exception {
    String name = running();
    assertEquals("/tmp/x", porto.processes().convertPath("/tmp/x", name, "self"));
    assertEquals("/tmp/x", porto.processes().convertPath("/tmp/x", "self", "self"));
  }

  @Test
  void aPathInAMissingContainerIsRefused() {
    String name = name();
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found",
        () -> porto.processes().convertPath("/tmp", name, "self"));
  }

  @Test
  void jnrTellsWhoListens() throws Exception {
    assertEquals(endpoint.transport() == Transport.JNR, porto.peer().isPresent());
    porto.peer().ifPresent(peer -> {
      assertFalse(ProcessHandle.of(peer.pid()).isEmpty());
      assertEquals(0, peer.uid());
    });
  }
}
