package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;

class LifeTest extends EndpointTest {
  @Test
  void respawnsUntilTheMaximumIsReached() throws Exception {
    client.create("a");
    client.set("a", "command", "/bin/false");
    client.set("a", "respawn", "true");
    client.set("a", "respawn_delay", "10ms");
    client.set("a", "max_respawns", "2");
    client.start("a");
    eventually(() -> client.get("a", "state").equals("dead"));
    assertEquals("2", client.get("a", "respawn_count"));
    assertEquals("1", client.get("a", "exit_code"));
  }

  @Test
  void deadContainersStayDeadUntilTheyAreStopped() throws Exception {
    client.shell("a", "exit 0");
    client.await("a");
    var response = client.call(r -> r.getStartBuilder().setName("a"));
    assertEquals(ErrorCode.INVALID_STATE, response.getError());
    assertEquals("Cannot start container a in state dead", response.getErrorMsg());
    client.stop("a", 0);
    client.start("a");
  }

  @Test
  void weakContainersDieWithTheirCreator() throws Exception {
    try (TestClient creator = connect()) {
      creator.ok(r -> r.getCreateWeakBuilder().setName("weak"));
      creator.ok(r -> r.getCreateWeakBuilder().setName("kept"));
      creator.set("kept", "weak", "false");
      assertEquals("true", creator.get("weak", "weak"));
    }
    eventually(() -> client.tryGet("weak", "state").getError() == ErrorCode.CONTAINER_DOES_NOT_EXIST);
    assertEquals("stopped", client.get("kept", "state"));
  }

  @Test
  void containersGoOnOverARestartAndTheirEndIsNoticed() throws Exception {
    Path flag = dir.resolve("flag");
    client.shell("runs", "while :; do sleep 0.01; done");
    client.shell("ends", "while [ ! -e " + flag + " ]; do sleep 0.01; done; exit 7");
    client.set("runs", "labels", "TEST.a: b");
    String pid = client.get("runs", "root_pid");
    portod.stop();
    assertTrue(Files.exists(Path.of("/proc/" + pid)));
    Files.createFile(flag);
    eventually(() -> Files.exists(dir.resolve("d/run/4/exit")));
    portod.start();
    client = connect();
    assertEquals(pid, client.get("runs", "root_pid"));
    assertEquals("running", client.get("runs", "state"));
    assertEquals("TEST.a: b", client.get("runs", "labels"));
    assertEquals("dead", client.await("ends"));
    assertEquals("7", client.get("ends", "exit_code"));
  }

  @Test
  void aRespawningContainerGoesOnAfterARestart() throws Exception {
    client.create("a");
    client.set("a", "command", "/bin/false");
    client.set("a", "respawn", "true");
    client.set("a", "respawn_delay", "300ms");
    client.start("a");
    eventually(() -> client.get("a", "state").equals("respawning"));
    portod.restart();
    client = connect();
    String before = client.get("a", "respawn_count");
    eventually(() -> !client.get("a", "respawn_count").equals(before));
  }

  @Test
  void aResetForgetsEverythingAsARebootDoes() throws Exception {
    client.shell("a", "sleep 1000");
    String pid = client.get("a", "root_pid");
    portod.reset();
    client = connect();
    assertEquals(0, client.ok(r -> r.getListBuilder()).getList().getNameCount());
    assertFalse(Files.exists(Path.of("/proc/" + pid)));
  }

  @Test
  void pauseHoldsAndResumeLetsGo() throws Exception {
    client.shell("a", "while :; do echo x; sleep 0.01; done");
    eventually(() -> !client.get("a", "stdout").isEmpty());
    client.ok(r -> r.getPauseBuilder().setName("a"));
    assertEquals("paused", client.get("a", "state"));
    String held = client.get("a", "stdout");
    assertEquals(held, client.get("a", "stdout"));
    assertEquals(ErrorCode.INVALID_STATE, client.call(r -> r.getKillBuilder().setName("a").setSig(9))
        .getError());
    client.ok(r -> r.getResumeBuilder().setName("a"));
    eventually(() -> client.get("a", "stdout").length() > held.length());
    client.ok(r -> r.getPauseBuilder().setName("a"));
    client.stop("a", 10_000);
    assertEquals("stopped", client.get("a", "state"));
  }

  @Test
  void childrenNeedRunningParentsAndGoWithThem() throws Exception {
    client.create("a");
    client.create("a/b");
    client.set("a/b", "command", "sleep 1000");
    client.start("a/b");
    assertEquals("meta", client.get("a", "state"));
    assertEquals("running", client.get("a/b", "state"));
    client.stop("a", 0);
    assertEquals("stopped", client.get("a/b", "state"));
    client.destroy("a");
    assertEquals(ErrorCode.CONTAINER_DOES_NOT_EXIST, client.tryGet("a/b", "state").getError());
  }

  @Test
  void agedContainersGo() throws Exception {
    client.create("a");
    client.set("a", "command", "true");
    client.set("a", "aging_time", "0");
    client.start("a");
    eventually(() -> client.tryGet("a", "state").getError() == ErrorCode.CONTAINER_DOES_NOT_EXIST);
  }

  @Test
  void waitingEndsWithTheContainerOrTheTime() throws Exception {
    client.shell("a", "read x < " + dir.resolve("nothing") + " ; sleep 0.2; exit 1");
    assertEquals("dead", client.await("a"));
    client.shell("b", "sleep 1000");
    var late = client.ok(r -> r.getWaitBuilder().addName("b").setTimeoutMs(20)).getWait();
    assertEquals("timeout", late.getState());
    assertEquals("", late.getName());
    assertEquals(ErrorCode.CONTAINER_DOES_NOT_EXIST,
        client.call(r -> r.getWaitBuilder().addName("none")).getError());
  }

  @Test
  void reportsChangesOfStateAndLabelsOnTheSameConnection() throws Exception {
    client.create("a");
    try (TestClient watcher = connect()) {
      watcher.send(r -> r.getAsyncWaitBuilder().addName("a").addLabel("TEST.*"));
      assertTrue(watcher.receive().hasErrorMsg());
      client.set("a", "TEST.x", "1");
      var label = watcher.receive().getAsyncWait();
      assertEquals("TEST.x", label.getLabel());
      assertEquals("1", label.getValue());
      client.start("a");
      assertEquals("starting", watcher.receive().getAsyncWait().getState());
      assertEquals("meta", watcher.receive().getAsyncWait().getState());
      watcher.ok(r -> r.getStopAsyncWaitBuilder().addName("a").addLabel("TEST.*"));
      client.stop("a", 0);
      assertEquals("stopped", watcher.get("a", "state"));
    }
  }

  @Test
  void aStopIsWaitedForByTheNextAction() throws Exception {
    client.shell("a", "trap '' TERM; echo ready; while :; do sleep 0.01; done");
    eventually(() -> client.get("a", "stdout").contains("ready"));
    try (TestClient stopper = connect()) {
      stopper.send(r -> r.getStopBuilder().setName("a").setTimeoutMs(300));
      eventually(() -> client.get("a", "state").equals("stopping"));
      client.set("a", "cwd", "/tmp");
      assertEquals("stopped", client.get("a", "state"));
      assertEquals(ErrorCode.SUCCESS, stopper.receive().getError());
    }
  }

  @Test
  void aFailedCreationLeavesNothingBehind() throws Exception {
    var response = client.call(r -> r.getCreateFromSpecBuilder().setStart(true).getContainerBuilder()
        .setName("a")
        .setCommand("/no/such/thing"));
    assertEquals(ErrorCode.INVALID_COMMAND, response.getError());
    assertEquals(0, client.ok(r -> r.getListBuilder()).getList().getNameCount());
  }

  @Test
  void isolatedProcessesSeeOnlyThemselves() throws Exception {
    client.shell("a", "echo $$; ls -d /proc/[0-9]* | wc -l");
    client.await("a");
    String[] seen = client.get("a", "stdout").split("\n");
    assertNotEquals("1", seen[0]);
    assertTrue(Integer.parseInt(seen[0]) < 10, seen[0]);
    assertTrue(Integer.parseInt(seen[1].strip()) < 10, seen[1]);
  }

  @Test
  void listenersCanSpoilRequests() throws Exception {
    portod.listener(new RequestListener() {
      @Override
      public Fault before(String request, boolean mutating) {
        return request.equals("create") ? Fault.fail(ErrorCode.NO_SPACE_VALUE, "on purpose") : Fault.none();
      }

      @Override
      public Fault after(String request, boolean mutating) {
        return request.equals("createWeak") ? Fault.drop() : Fault.none();
      }
    });
    var refused = client.call(r -> r.getCreateBuilder().setName("a"));
    assertEquals("on purpose", refused.getErrorMsg());
    assertNull(client.call(r -> r.getCreateWeakBuilder().setName("a")));
    assertEquals(2, portod.counters().mutating());
    assertEquals(1, portod.counters().of("createWeak"));
  }

  @Test
  void whatARequestDoesIsToldBeforeItsAnswer() throws Exception {
    try (TestClient both = connect()) {
      both.ok(r -> r.getAsyncWaitBuilder().addName("a"));
      for (int i = 0; i < 20; i++) {
        both.send(r -> r.getCreateBuilder().setName("a"));
        assertEquals("stopped", both.receive().getAsyncWait().getState());
        assertTrue(both.receive().hasError());
        both.send(r -> r.getDestroyBuilder().setName("a"));
        assertEquals("destroyed", both.receive().getAsyncWait().getState());
        assertFalse(both.receive().hasAsyncWait());
      }
    }
  }
}
