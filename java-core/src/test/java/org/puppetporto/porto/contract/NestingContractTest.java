package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;

/** Containers in containers, and their names. */
class NestingContractTest extends Contract {
  private String child(String parent) throws Exception {
    String child = parent + "/child";
    porto.create(child);
    return child;
  }

  @Test
  void aChildNeedsItsParent() {
    String name = name();
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, "parent container not found for " + name + "/a",
        () -> porto.create(name + "/a"));
  }

  @Test
  void aChildKnowsWhereItIs() throws Exception {
    String parent = created();
    String child = child(parent);
    assertEquals("1", porto.get(parent, "level"));
    assertEquals("2", porto.get(child, "level"));
    assertEquals("/porto/" + parent, porto.get(child, "parent"));
    assertEquals("/porto/" + child, porto.get(child, "absolute_name"));
  }

  @Test
  void anAbsoluteNameIsTheSameContainer() throws Exception {
    String name = created();
    assertEquals("stopped", state("/porto/" + name));
    porto.set("/porto/" + name, "private", "x");
    assertEquals("x", porto.get(name, "private"));
  }

  @Test
  void destroyingTheParentDestroysTheChildren() throws Exception {
    String parent = created();
    String child = child(parent);
    porto.destroy(parent);
    assertEquals(List.of(), porto.list(child));
  }

  @Test
  void startingAChildStartsItsParentAsMeta() throws Exception {
    String parent = created();
    String child = child(parent);
    porto.set(child, "command", "/bin/sleep 1000");
    porto.start(child);
    assertEquals("meta", state(parent));
    assertEquals("running", state(child));
  }

  @Test
  void stoppingTheParentStopsTheChildren() throws Exception {
    String parent = meta();
    String child = child(parent);
    porto.set(child, "command", "/bin/sleep 1000");
    porto.start(child);
    porto.stop(parent, Duration.ZERO);
    assertEquals("stopped", state(parent));
    assertEquals("stopped", state(child));
  }

  @Test
  void aChildOfADeadParentIsNotStarted() throws Exception {
    String parent = dead();
    String child = child(parent);
    porto.set(child, "command", "/bin/true");
    refused(ErrorCode.INVALID_STATE, "Cannot start container " + parent + " in state dead",
        () -> porto.start(child));
  }

  @Test
  void pausingTheParentPausesTheChild() throws Exception {
    String parent = meta();
    String child = child(parent);
    porto.set(child, "command", "/bin/sleep 1000");
    porto.start(child);
    porto.pause(parent);
    assertEquals("paused", state(parent));
    assertEquals("paused", state(child));
    porto.resume(parent);
    assertEquals("meta", state(parent));
    assertEquals("running", state(child));
  }

  @Test
  void childrenEndWithTheirParentsCommand() throws Exception {
    String parent = running();
    String child = child(parent);
    porto.set(child, "command", "/bin/sleep 1000");
    porto.start(child);
    porto.kill(parent, KILL);
    awaitState(parent, ContainerState.DEAD);
    eventually("dead", () -> state(child));
  }

  @Test
  void aMetaWithARunningChildIsWaitedFor() throws Exception {
    String parent = meta();
    String child = child(parent);
    porto.set(child, "command", "/bin/sleep 0.3");
    porto.start(child);
    awaitState(parent, ContainerState.META);
    assertEquals("dead", state(child));
  }

  @Test
  void oneStarIsOneLevel() throws Exception {
    String parent = created();
    String child = child(parent);
    assertEquals(List.of(parent), porto.list(parent + "*"));
    assertEquals(List.of(child), porto.list(parent + "/*"));
    assertTrue(porto.list("***").containsAll(List.of(parent, child)));
  }

  @Test
  void aSignIsMatchedByAQuestionMark() throws Exception {
    String name = created();
    String mask = name.substring(0, name.length() - 1) + "?";
    assertTrue(porto.list(mask).contains(name));
  }

  @Test
  void depthIsLimitedTo16() throws Exception {
    String name = created();
    String path = name;
    for (int level = 2; level <= 16; level++) {
      path += "/c";
      porto.create(path);
    }
    String deepest = path;
    refused(ErrorCode.INVALID_VALUE, () -> porto.create(deepest + "/c"));
  }

  @Test
  void aChildDoesNotOutgrowItsParent() throws Exception {
    needsProperty("memory_limit");
    String parent = created();
    porto.set(parent, "memory_limit", "64M");
    String child = child(parent);
    assertEquals("67108864", porto.get(child, "memory_limit_total"));
  }
}
