package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PropertyInfo;
import org.puppetporto.porto.SystemInfo;
import org.puppetporto.porto.Transport;

/** The daemon itself, and processes and paths across containers. */
class SystemContractTest extends Contract {
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
  void aThreadIsMovedIntoAChild() throws Exception {
    String name = created();
    porto.set(name, "isolate", "false");
    porto.start(name);
    assumeFalse(porto.get(name, "cgroups").isEmpty(), "no cgroups here to move a thread into");
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
