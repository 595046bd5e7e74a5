package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ChildCommand;
import org.puppetporto.porto.ChildResult;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoClient;

/** Commands beside a container's own. */
class ChildCommandContractTest extends Contract {
  private ChildCommand sh(String script) {
    return new ChildCommand(List.of("/bin/sh", "-c", script), SOON);
  }

  private void leavesNothing(String parent) throws Exception {
    assertEquals(List.of(), porto.list(parent + "/*"));
  }

  @Test
  void itsEndAndItsOutputComeBack() throws Exception {
    String parent = running();
    ChildResult result = sh("echo out; echo err >&2; exit 3").run(porto, parent);
    assertEquals(new ChildResult(3, false, "out\n", "err\n"), result);
    assertFalse(result.succeeded());
    leavesNothing(parent);
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    String parent = running();
    ChildResult result = new ChildCommand(
        List.of("/usr/bin/printf", "<%s>", "", " a ", "$HOME;'\"", "*"), SOON).run(porto, parent);
    assertEquals("<>< a ><$HOME;'\"><*>", result.stdout());
  }

  @Test
  void aSignalIsTold() throws Exception {
    assertEquals(-15, sh("kill -TERM $$; sleep 10").run(porto, running()).exitCode());
  }

  @Test
  void itIsKilledAtItsDeadline() throws Exception {
    String parent = running();
    ChildResult result = new ChildCommand(List.of("/bin/sleep", "1000"), Duration.ofMillis(300))
        .run(porto, parent);
    assertTrue(result.timedOut());
    assertFalse(result.succeeded());
    leavesNothing(parent);
    assertEquals("running", state(parent));
  }

  @Test
  void itHasUserDirectoryAndEnvironmentOfItsContainer() throws Exception {
    String parent = prepared("/bin/sleep", "1000");
    porto.set(parent, "user", "daemon");
    porto.set(parent, "group", "daemon");
    porto.set(parent, "cwd", "/usr");
    porto.set(parent, "isolate", "false");
    porto.setEnv(parent, Map.of("COLOUR", Optional.of("a b; c")));
    porto.setEnvSecret(parent, Map.of("TOKEN", "s3cret"));
    porto.start(parent);
    assertEquals("daemon:daemon:/usr:a b; c:s3cret\n",
        sh("echo \"$(id -un):$(id -gn):$(pwd):$COLOUR:$TOKEN\"").run(porto, parent).stdout());
  }

  @Test
  void whatIsAskedForGoesBeforeWhatIsInherited() throws Exception {
    assertEquals("/etc\n", sh("pwd").with("cwd", "/etc").run(porto, running()).stdout());
  }

  @Test
  void aStoppedContainerIsNotStartedByIt() throws Exception {
    String parent = prepared("/bin/sleep", "1000");
    refused(ErrorCode.INVALID_STATE,
        "container " + parent + " is stopped: a command runs only in a running one",
        () -> sh("true").run(porto, parent));
    assertEquals("stopped", state(parent));
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, () -> sh("true").run(porto, name()));
  }

  @Test
  void aCommandThatIsNotThereIsRefused() throws Exception {
    String parent = running();
    refused(ErrorCode.INVALID_COMMAND, () -> new ChildCommand(List.of("/no/such"), SOON).run(porto, parent));
    leavesNothing(parent);
  }

  @Test
  void whatAKilledProcessLeftIsSweptUp() throws Exception {
    String parent = running();
    String left = parent + "/exec-1000000000-1-1";
    String alive = parent + "/exec-99999999999-1-1";
    String other = parent + "/exec-own";
    for (String child : List.of(left, alive, other)) {
      porto.create(child);
    }
    sh("true").run(porto, parent);
    assertEquals(List.of(alive, other), porto.list(parent + "/*").stream().sorted().toList());
  }

  @Test
  void itGoesWithItsConnection() throws Exception {
    String parent = running();
    Thread runner;
    try (PortoClient other = endpoint.connect()) {
      runner = new Thread(() -> {
        try {
          new ChildCommand(List.of("/bin/sleep", "1000"), Duration.ofSeconds(60)).run(other, parent);
        } catch (Exception e) {
          // The connection is closed below it.
        }
      });
      runner.start();
      eventually("1", () -> "" + porto.list(parent + "/*").size());
    }
    eventually("[]", () -> porto.list(parent + "/*").toString());
    runner.join(SOON.toMillis());
    assertEquals("running", state(parent));
  }
}
