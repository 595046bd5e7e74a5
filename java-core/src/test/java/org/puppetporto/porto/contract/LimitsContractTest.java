package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;

/** Limits that a process is seen to hit, where the machine lets the endpoint set them. */
class LimitsContractTest extends Contract {
  private static final String MEMORY = "my $x = q(a) x (200 << 20); sleep 1000";

  private String perl(String script) throws PortoException {
    return prepared("/usr/bin/perl", "-e", script);
  }

  private void needsCgroup(String controller) throws PortoException {
    String probe = running();
    String groups = porto.get(probe, "cgroups");
    porto.destroy(probe);
    assumeTrue(groups.contains(controller + ": "), "no cgroup of " + controller + " can be written here");
  }

  @Test
  void aProcessThatNeedsMoreMemoryThanTheLimitIsKilled() throws Exception {
    needsCgroup("memory");
    String name = perl(MEMORY);
    porto.set(name, "memory_limit", "32M");
    porto.start(name);
    finished(name);
    assertEquals("true", porto.get(name, "oom_killed"));
    assertEquals("-99", porto.get(name, "exit_code"));
    assertEquals("9", porto.get(name, "exit_status"));
  }

  @Test
  void anEarlierWantOfMemoryIsNoReasonForALaterEnd() throws Exception {
    needsCgroup("memory");
    String name = perl(MEMORY);
    porto.set(name, "memory_limit", "32M");
    porto.start(name);
    finished(name);
    porto.stop(name, SOON);
    porto.set(name, "command", "/bin/false");
    porto.start(name);
    finished(name);
    assertEquals("1", porto.get(name, "exit_code"));
    assertEquals("false", porto.get(name, "oom_killed"));
  }

  @Test
  void aMemoryLimitBelowUsageIsRefusedAndTheOldOneStays() throws Exception {
    needsCgroup("memory");
    String name = perl("$| = 1; my $x = q(a) x (40 << 20); print 1; sleep 1000");
    porto.set(name, "memory_limit", "100M");
    porto.start(name);
    eventually("1", () -> porto.get(name, "stdout"));
    refused(ErrorCode.BUSY, () -> porto.set(name, "memory_limit", "1M"));
    assertEquals("104857600", porto.get(name, "memory_limit"));
    assertEquals("running", state(name));
  }

  @Test
  void aBusyProcessIsThrottled() throws Exception {
    needsCgroup("cpu");
    String name = perl("1 while 1");
    porto.set(name, "cpu_limit", "0.02c");
    porto.start(name);
    eventually("true", () -> String.valueOf(Long.parseLong(porto.get(name, "cpu_throttled")) > 0));
    assertTrue(Long.parseLong(porto.get(name, "cpu_usage")) > 0);
  }

  @Test
  void aCpuLimitReachesARunningProcess() throws Exception {
    needsCgroup("cpu");
    String name = perl("1 while 1");
    porto.start(name);
    assertEquals("0", porto.get(name, "cpu_throttled"));
    porto.set(name, "cpu_limit", "0.02c");
    eventually("true", () -> String.valueOf(Long.parseLong(porto.get(name, "cpu_throttled")) > 0));
  }

  @Test
  void aForkBeyondTheThreadLimitIsEagain() throws Exception {
    needsCgroup("pids");
    String name = perl("for (1 .. 20) { my $pid = fork; if (!defined $pid) { print $! + 0; exit 5 } "
        + "$pid or sleep 1000 }");
    porto.set(name, "thread_limit", "6");
    porto.start(name);
    finished(name);
    assertEquals("5", porto.get(name, "exit_code"));
    assertEquals("11", porto.get(name, "stdout"));
  }

  @Test
  void moreFilesThanTheUlimitCannotBeOpened() throws Exception {
    String name = perl("my @f; for (1 .. 500) { open $f[$_], '<', '/dev/null' or print($! + 0), exit 5 }");
    porto.set(name, "ulimit", "nofile: 200 200");
    porto.start(name);
    finished(name);
    assertEquals("5", porto.get(name, "exit_code"));
    assertEquals("24", porto.get(name, "stdout"));
  }

  @Test
  void anAmbientCapabilityReachesACommandThatIsNotRoots() throws Exception {
    String name = prepared("/bin/grep", "^CapAmb:", "/proc/self/status");
    porto.set(name, "user", "nobody");
    porto.set(name, "group", "nogroup");
    porto.set(name, "capabilities_ambient", "NET_BIND_SERVICE");
    porto.start(name);
    finished(name);
    assertEquals("CapAmb:\t0000000000000400\n", porto.get(name, "stdout"));
  }

  @Test
  void aCapabilityThatIsNotLeftCannotBeUsed() throws Exception {
    String name = prepared("/bin/grep", "^CapBnd:", "/proc/self/status");
    porto.set(name, "capabilities", "KILL");
    porto.start(name);
    finished(name);
    assertEquals("CapBnd:\t0000000000000020\n", porto.get(name, "stdout"));
  }
}
