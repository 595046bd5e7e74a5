package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;

class ProcessTest extends EndpointTest {
  @Test
  void runsACommandAndKeepsItsOutputAndExitCode() throws Exception {
    client.shell("a", "echo out; echo err >&2; exit 3");
    assertEquals("dead", client.await("a"));
    assertEquals("3", client.get("a", "exit_code"));
    assertEquals("768", client.get("a", "exit_status"));
    assertEquals("out\n", client.get("a", "stdout"));
    assertEquals("err\n", client.get("a", "stderr"));
    assertEquals("ut", client.get("a", "stdout[1:2]"));
  }

  @Test
  void passesTheArgvByteForByte() throws Exception {
    List<String> argv = List.of("/usr/bin/perl", "-e", "sleep 1000", "", " padded ", "tab\there", "q'\"",
        "ünï\\c");
    client.ok(r -> r.getCreateFromSpecBuilder().setStart(true).getContainerBuilder().setName("a")
        .getCommandArgvBuilder().addAllArgv(argv));
    String pid = client.get("a", "root_pid");
    byte[] cmdline = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
    assertEquals(String.join("\0", argv) + "\0", new String(cmdline, StandardCharsets.UTF_8));
  }

  @Test
  void runsAsUserAndGroupWithTheirGroups() throws Exception {
    client.create("a");
    client.set("a", "user", "nobody");
    client.set("a", "group", "nogroup");
    client.set("a", "umask", "27");
    client.set("a", "cwd", "/tmp");
    client.set("a", "env", "X=1;PATH=/bin:/usr/bin");
    client.set("a", "command", "sh -c 'id -un; id -gn; id -G; umask; pwd; echo $X'");
    client.start("a");
    assertEquals("dead", client.await("a"));
    assertEquals("nobody\nnogroup\n65534\n0027\n/tmp\n1\n", client.get("a", "stdout"));
  }

  @Test
  void tellsWhyACommandCannotBeRun() throws Exception {
    client.create("a");
    client.set("a", "command", "/no/such/thing");
    var response = client.call(r -> r.getStartBuilder().setName("a"));
    assertEquals(ErrorCode.INVALID_COMMAND, response.getError());
    assertEquals("No such file or directory: cannot exec /no/such/thing", response.getErrorMsg());
    assertEquals("stopped", client.get("a", "state"));
    assertTrue(client.get("a", "start_error").contains("cannot exec /no/such/thing"));
  }

  @Test
  void stopsPolitelyAndThenNot() throws Exception {
    client.shell("polite", "trap 'exit 0' TERM; while :; do sleep 0.01; done");
    client.stop("polite", 20_000);
    assertEquals("stopped", client.get("polite", "state"));
    client.shell("stubborn", "trap '' TERM; while :; do sleep 0.01; done");
    client.stop("stubborn", 50);
    assertEquals("stopped", client.get("stubborn", "state"));
  }

  @Test
  void killsWhatTheCommandLeavesBehind() throws Exception {
    client.create("a");
    client.set("a", "isolate", "false");
    client.set("a", "command", "sh -c 'setsid sleep 1000 & echo $!'");
    client.start("a");
    client.await("a");
    String pid = client.get("a", "stdout").strip();
    assertFalse(Files.exists(Path.of("/proc/" + pid)));
  }

  @Test
  void showsFilesOfItsOwnInsteadOfTheSystems() throws Exception {
    client.create("a");
    client.set("a", "etc_hosts", "1.2.3.4 somewhere");
    client.set("a", "resolv_conf", "nameserver 5.6.7.8;search here");
    client.set("a", "hostname", "inside");
    client.set("a", "net", "none");
    client.set("a", "command", "sh -c 'cat /etc/hosts; echo; cat /etc/resolv.conf; hostname; wc -l < /proc/net/dev'");
    client.start("a");
    client.await("a");
    assertEquals("1.2.3.4 somewhere\nnameserver 5.6.7.8\nsearch here\ninside\n3\n", client.get("a", "stdout"));
  }
}
