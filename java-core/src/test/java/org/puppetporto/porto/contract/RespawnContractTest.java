package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;

/** Starting again by portod itself. */
class RespawnContractTest extends Contract {
  private String respawningAfter(String script, String delay) throws Exception {
    String name = prepared("/bin/sh", "-c", script);
    porto.set(name, "respawn", "true");
    porto.set(name, "respawn_delay", delay);
    return name;
  }

  @Test
  void itIsStartedAgainAndCounted() throws Exception {
    String name = respawningAfter("exit 1", "50ms");
    porto.start(name);
    eventually("true", () -> "" + (Integer.parseInt(porto.get(name, "respawn_count")) >= 2));
  }

  @Test
  void aFailingCommandStartsWithSuccess() throws Exception {
    String name = respawningAfter("exit 1", "1000s");
    porto.start(name);
    awaitState(name, ContainerState.RESPAWNING);
    assertEquals("0", porto.get(name, "respawn_count"));
  }

  @Test
  void itGivesUpAtTheMaximum() throws Exception {
    String name = respawningAfter("exit 1", "50ms");
    porto.set(name, "max_respawns", "3");
    porto.start(name);
    eventually("dead", () -> state(name));
    assertEquals("3", porto.get(name, "respawn_count"));
  }

  @Test
  void switchedOffTheRunningOneFinishesDead() throws Exception {
    String name = respawningAfter("sleep 0.5", "50ms");
    porto.start(name);
    porto.set(name, "respawn", "false");
    eventually("dead", () -> state(name));
    assertEquals("0", porto.get(name, "respawn_count"));
  }

  @Test
  void switchedOnADeadOneStaysDead() throws Exception {
    String name = dead();
    porto.set(name, "respawn_delay", "50ms");
    porto.set(name, "respawn", "true");
    Thread.sleep(200);
    assertEquals("dead", state(name));
  }

  @Test
  void stoppingEndsIt() throws Exception {
    String name = respawning();
    porto.stop(name, Duration.ZERO);
    assertEquals("stopped", state(name));
    Thread.sleep(200);
    assertEquals("stopped", state(name));
  }

  @Test
  void stoppingARunningOneDoesNotRespawnIt() throws Exception {
    String name = respawningAfter("sleep 1000", "50ms");
    porto.start(name);
    porto.stop(name, Duration.ZERO);
    Thread.sleep(200);
    assertEquals("stopped", state(name));
  }

  @Test
  void killingARunningOneRespawnsIt() throws Exception {
    String name = respawningAfter("sleep 1000", "50ms");
    porto.start(name);
    String first = porto.get(name, "root_pid");
    porto.kill(name, KILL);
    eventually("1", () -> porto.get(name, "respawn_count"));
    eventually("running", () -> state(name));
    assertNotEquals(first, porto.get(name, "root_pid"));
  }

  @Test
  void aDeadOneIsRespawnedOnRequest() throws Exception {
    String name = dead();
    porto.respawn(name);
    eventually("dead", () -> state(name));
    assertEquals("1", porto.get(name, "respawn_count"));
  }

  @Test
  void onlyADeadOneIsRespawnedOnRequest() throws Exception {
    String name = running();
    refused(ErrorCode.INVALID_STATE, () -> porto.respawn(name));
  }

  @Test
  void theCountOutlivesStopAndStart() throws Exception {
    String name = respawningAfter("exit 1", "50ms");
    porto.set(name, "max_respawns", "2");
    porto.start(name);
    eventually("dead", () -> state(name));
    porto.stop(name, SOON);
    assertEquals("2", porto.get(name, "respawn_count"));
  }

  @Test
  void theCountCanBeSet() throws Exception {
    String name = running();
    porto.set(name, "respawn_count", "41");
    assertEquals("41", porto.get(name, "respawn_count"));
  }

  @Test
  void thereIsNoExitCodeBetweenRuns() throws Exception {
    String name = respawning();
    refused(ErrorCode.INVALID_STATE, "exit_code available only in dead state",
        () -> porto.get(name, "exit_code"));
  }

  @Test
  void theDelayIsKept() throws Exception {
    String name = respawning();
    Thread.sleep(200);
    assertEquals("respawning", state(name));
    assertEquals("0", porto.get(name, "respawn_count"));
  }

  @Test
  void aDelayBelowTheLeastIsRaisedOrKept() throws Exception {
    String name = respawningAfter("exit 1", "1ns");
    porto.set(name, "max_respawns", "1");
    porto.start(name);
    eventually("dead", () -> state(name));
    assertTrue(porto.get(name, "respawn_delay").endsWith("ns"));
  }
}
