package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;

/** Creating, starting, stopping, signalling, destroying. */
class LifeCycleContractTest extends Contract {
  @TempDir
  Path directory;

  @Test
  void whatIsCreatedIsStoppedAndListed() throws Exception {
    String name = created();
    assertEquals("stopped", state(name));
    assertEquals(List.of(name), porto.list(name));
  }

  @Test
  void aNameIsTakenOnce() throws Exception {
    String name = created();
    refused(ErrorCode.CONTAINER_ALREADY_EXISTS, "container " + name + " already exists",
        () -> porto.create(name));
    refused(ErrorCode.CONTAINER_ALREADY_EXISTS, "container " + name + " already exists",
        () -> porto.createWeak(name));
  }

  @Test
  void whatIsDestroyedIsGone() throws Exception {
    String name = created();
    porto.destroy(name);
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found", () -> state(name));
    assertEquals(List.of(), porto.list(name));
  }

  @Test
  void aNameIsFreeAgainAfterDestroying() throws Exception {
    String name = running();
    porto.destroy(name);
    porto.create(name);
    assertEquals("stopped", state(name));
  }

  @Test
  void destroyingTwiceIsAnError() throws Exception {
    String name = created();
    porto.destroy(name);
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found",
        () -> porto.destroy(name));
  }

  interface Call {
    void make(String name) throws PortoException;
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "start", "stop", "kill", "pause", "resume", "respawn", "get", "set", "await", "argv", "label"})
  void everyCallOnAnUnknownContainerSaysSo(String call) {
    String name = name();
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found", () -> make(call, name));
  }

  private void make(String call, String name) throws PortoException {
    switch (call) {
      case "start" -> porto.start(name);
      case "stop" -> porto.stop(name, SOON);
      case "kill" -> porto.kill(name, TERM);
      case "pause" -> porto.pause(name);
      case "resume" -> porto.resume(name);
      case "respawn" -> porto.respawn(name);
      case "get" -> porto.get(name, "state");
      case "set" -> porto.set(name, "respawn", "true");
      case "await" -> porto.await(name, SOON);
      case "argv" -> porto.setCommandArgv(name, List.of("/bin/true"));
      case "label" -> porto.labels().set(name, "TEST.a", "b");
      default -> throw new IllegalArgumentException(call);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "a b|forbidden character 0x20",
      "a;b|forbidden character 0x3b",
      "a+b|forbidden character 0x2b",
      "a~b|forbidden character 0x7e",
      "``|container path too short"})
  void aBadNameIsRefused(String bad, String reason) {
    PortoException e = refused(ErrorCode.INVALID_VALUE, () -> porto.create(bad));
    assertTrue(e.portoMessage().contains(reason), e.getMessage());
  }

  @Test
  void aNameMayHave128Characters() throws Exception {
    String longest = (name() + "x".repeat(128)).substring(0, 128);
    porto.create(longest);
    porto.destroy(longest);
    refused(ErrorCode.INVALID_VALUE, () -> porto.create(longest + "x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "_", "@", ":", "."})
  void aNameMayHaveTheseSigns(String sign) throws Exception {
    String name = name() + sign + "x";
    porto.create(name);
    assertEquals(List.of(name), porto.list(name));
    porto.destroy(name);
  }

  @Test
  void aStartedCommandRuns() throws Exception {
    String name = running();
    assertEquals("running", state(name));
    assertTrue(ProcessHandle.of(Long.parseLong(porto.get(name, "root_pid"))).isPresent());
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"RUNNING", "META", "DEAD", "PAUSED", "RESPAWNING"})
  void onlyAStoppedOneCanBeStarted(ContainerState state) throws Exception {
    String name = in(state);
    refused(ErrorCode.INVALID_STATE, "Cannot start container " + name + " in state " + state.word(),
        () -> porto.start(name));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class,
      names = {"STOPPED", "RUNNING", "META", "DEAD", "PAUSED", "RESPAWNING"})
  void stoppingEndsInStoppedFromEveryState(ContainerState state) throws Exception {
    String name = in(state);
    // A second: portod lets a meta container use up all of its time.
    porto.stop(name, Duration.ofSeconds(1));
    assertEquals("stopped", state(name));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class,
      names = {"STOPPED", "RUNNING", "META", "DEAD", "PAUSED", "RESPAWNING"})
  void destroyingWorksFromEveryState(ContainerState state) throws Exception {
    String name = in(state);
    porto.destroy(name);
    assertEquals(List.of(), porto.list(name));
  }

  @Test
  void stoppingAsksWithTermFirst() throws Exception {
    Path mark = directory.resolve("mark");
    String name = shell("trap 'echo term > " + mark + "; exit 0' TERM; echo ready; "
        + "while :; do sleep 0.05; done");
    eventually("ready\n", () -> porto.get(name, "stdout"));
    porto.stop(name, SOON);
    assertEquals("term\n", Files.readString(mark));
  }

  @Test
  void stoppingKillsWhatIgnoresTerm() throws Exception {
    String name = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    eventually("ready\n", () -> porto.get(name, "stdout"));
    porto.stop(name, Duration.ofMillis(300));
    assertEquals("stopped", state(name));
  }

  @Test
  void stoppingWithoutATimeKillsAtOnce() throws Exception {
    Path mark = directory.resolve("mark");
    String name = shell("trap 'echo term > " + mark + "' TERM; echo ready; while :; do sleep 0.05; done");
    eventually("ready\n", () -> porto.get(name, "stdout"));
    porto.stop(name, Duration.ZERO);
    assertEquals("stopped", state(name));
    assertTrue(Files.notExists(mark));
  }

  @Test
  void stoppingTakesTheWholeTreeOfProcesses() throws Exception {
    String name = shell("sleep 1000 & sleep 1000 & echo ready; wait");
    eventually("ready\n", () -> porto.get(name, "stdout"));
    long root = Long.parseLong(porto.get(name, "root_pid"));
    List<Long> tree = ProcessHandle.of(root).orElseThrow().descendants().map(ProcessHandle::pid).toList();
    assertTrue(tree.size() >= 2, tree::toString);
    porto.stop(name, Duration.ofSeconds(1));
    for (long pid : tree) {
      eventually("false", () -> "" + ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }
  }

  @Test
  void aStoppedOneCanBeStartedAgain() throws Exception {
    String name = dead();
    porto.stop(name, SOON);
    porto.start(name);
    finished(name);
    assertEquals("3", porto.get(name, "exit_code"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "exit 0|0|0", "exit 3|3|768", "exit 255|255|65280", "kill -9 $$|-9|9"})
  void anEndIsTold(String script, String code, String status) throws Exception {
    String name = finished(shell(script));
    assertEquals("dead", state(name));
    assertEquals(code, porto.get(name, "exit_code"));
    assertEquals(status, porto.get(name, "exit_status"));
    assertEquals("false", porto.get(name, "oom_killed"));
  }

  @Test
  void aSignalReachesTheCommand() throws Exception {
    String name = shell("trap 'echo usr1; exit 7' USR1; echo ready; while :; do sleep 0.05; done");
    eventually("ready\n", () -> porto.get(name, "stdout"));
    porto.kill(name, 10);
    finished(name);
    assertEquals("7", porto.get(name, "exit_code"));
    assertEquals("ready\nusr1\n", porto.get(name, "stdout"));
  }

  @Test
  void aKilledOneIsDeadBySignal() throws Exception {
    String name = running();
    porto.kill(name, KILL);
    finished(name);
    assertEquals("-9", porto.get(name, "exit_code"));
    assertEquals("9", porto.get(name, "exit_status"));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"STOPPED", "DEAD", "PAUSED", "RESPAWNING"})
  void onlyARunningOneCanBeSignalled(ContainerState state) throws Exception {
    String name = in(state);
    refused(ErrorCode.INVALID_STATE, "invalid container state=" + state.word(),
        () -> porto.kill(name, TERM));
  }

  @Test
  void pausingFreezesAndResumingGoesOn() throws Exception {
    String name = running();
    porto.pause(name);
    assertEquals("paused", state(name));
    porto.resume(name);
    assertEquals("running", state(name));
  }

  @Test
  void aPausedOneMakesNoProgress() throws Exception {
    String name = shell("while :; do echo; sleep 0.01; done");
    porto.pause(name);
    String then = porto.get(name, "stdout_offset") + porto.get(name, "stdout").length();
    Thread.sleep(200);
    assertEquals(then, porto.get(name, "stdout_offset") + porto.get(name, "stdout").length());
    porto.resume(name);
    int before = porto.get(name, "stdout").length();
    eventually("true", () -> "" + (porto.get(name, "stdout").length() > before));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"STOPPED", "DEAD", "PAUSED", "RESPAWNING"})
  void onlyARunningOneCanBePaused(ContainerState state) throws Exception {
    String name = in(state);
    // Porto's own spelling.
    refused(ErrorCode.INVALID_STATE, "Contaner not running", () -> porto.pause(name));
  }

  @ParameterizedTest
  @EnumSource(value = ContainerState.class, names = {"STOPPED", "RUNNING", "DEAD"})
  void onlyAPausedOneCanBeResumed(ContainerState state) throws Exception {
    String name = in(state);
    refused(ErrorCode.INVALID_STATE, "Container not paused", () -> porto.resume(name));
  }

  @Test
  void withoutACommandItIsMeta() throws Exception {
    String name = meta();
    assertEquals("meta", state(name));
  }

  @Test
  void aCommandThatIsNotThereFailsAtStart() throws Exception {
    String name = prepared("/no/such/program");
    PortoException e = refused(ErrorCode.INVALID_COMMAND, () -> porto.start(name));
    assertTrue(e.portoMessage().contains("No such file or directory: cannot exec /no/such/program"),
        e.getMessage());
    assertEquals("stopped", state(name));
    assertTrue(porto.get(name, "start_error").contains("cannot exec /no/such/program"));
  }

  @Test
  void aWorkingDirectoryThatIsNotThereFailsAtStart() throws Exception {
    String name = prepared("/bin/true");
    porto.set(name, "cwd", "/no/such/directory");
    PortoException e = refused(ErrorCode.INVALID_PATH, () -> porto.start(name));
    assertTrue(e.portoMessage().contains("Cannot chdir"), e.getMessage());
  }

  @Test
  void aUserThatIsNotThereIsRefused() throws Exception {
    String name = created();
    PortoException e = refused(ErrorCode.INVALID_VALUE, () -> porto.set(name, "user", "no-such-user"));
    assertTrue(e.portoMessage().contains("Cannot find user: no-such-user"), e.getMessage());
  }

  @Test
  void theRootContainerIsReadOnly() {
    refused(ErrorCode.PERMISSION, "Write access denied: root container is read-only",
        () -> porto.set("/", "memory_limit", "1G"));
    refused(ErrorCode.PERMISSION, "Write access denied: root container is read-only",
        () -> porto.destroy("/"));
  }

  @Test
  void theRootContainerIsMeta() throws Exception {
    assertEquals("meta", state("/"));
  }

  @Test
  void aContainerWithoutACommandNeedsARoot() throws Exception {
    String name = created();
    porto.set(name, "root", "/nonexistent");
    refused(ErrorCode.UNKNOWN, "No such file or directory: Cannot open /nonexistent", () -> porto.start(name));
    assertEquals("stopped", state(name));
  }
}
