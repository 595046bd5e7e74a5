package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ChildCommand;
import org.puppetporto.porto.ErrorCode;

/** What a container sees of its parent: a child begins with its parent's namespaces. */
class NamespacesContractTest extends Contract {
  private static final String NAMESPACES =
      "for n in pid mnt ipc uts net; do readlink /proc/self/ns/$n; done";
  private static final String NAMES = "for f in /proc/[0-9]*/comm; do read name < $f && echo $name; done";

  private String inside(String container, String script) throws Exception {
    return new ChildCommand(List.of("/bin/sh", "-c", script), SOON).run(porto, container).stdout();
  }

  /** A child of the container that runs a script to its end. */
  private String child(String parent, String isolate, String script) throws Exception {
    String child = parent + "/child-" + isolate;
    porto.create(child);
    porto.set(child, "isolate", isolate);
    porto.setCommandArgv(child, List.of("/bin/sh", "-c", script));
    porto.start(child);
    return porto.get(finished(child), "stdout");
  }

  private static String hosts(String namespace) throws Exception {
    return Files.readSymbolicLink(Path.of("/proc/self/ns/" + namespace)) + "\n";
  }

  @Test
  void aCommandBesideItsContainerIsInItsNamespaces() throws Exception {
    String parent = shell(NAMESPACES + "; exec /bin/sleep 1000");
    eventually("5", () -> "" + porto.get(parent, "stdout").lines().count());
    assertEquals(porto.get(parent, "stdout"), inside(parent, NAMESPACES));
  }

  @Test
  void itSeesTheContainersProcessesAndNoOther() throws Exception {
    Set<String> seen = new TreeSet<>(inside(running(), NAMES).lines().toList());
    assertTrue(seen.contains("sleep"), seen::toString);
    assertFalse(seen.contains("java"), seen::toString);
  }

  @Test
  void anIsolatedChildHasProcessesOfItsOwn() throws Exception {
    String parent = running();
    String seen = child(parent, "true", "readlink /proc/self/ns/pid; " + NAMES);
    assertFalse(seen.contains("sleep"), seen);
    String parents = child(parent, "false", "readlink /proc/self/ns/pid");
    assertFalse(seen.contains(parents), seen);
    assertNotEquals(hosts("pid"), parents);
  }

  @Test
  void childrenOfAMetaContainerShareItsNamespaces() throws Exception {
    String parent = meta();
    String first = child(parent, "false", NAMESPACES);
    porto.destroy(parent + "/child-false");
    assertEquals(first, child(parent, "false", NAMESPACES));
    assertFalse(first.contains(hosts("pid")), first);
    assertTrue(first.contains(hosts("net")) || "portod".equals(endpoint.kind()), first);
  }

  @Test
  void aMetaContainerWithNamespacesHasAProcess() throws Exception {
    assertTrue(Long.parseLong(porto.get(meta(), "root_pid")) > 1);
    String shares = created();
    porto.set(shares, "virt_mode", "host");
    porto.start(shares);
    refused(ErrorCode.INVALID_STATE, "container isn't running", () -> porto.get(shares, "root_pid"));
  }

  @Test
  void mountsOfTheContainerAreThere() throws Exception {
    String parent = prepared("/bin/sleep", "1000");
    porto.set(parent, "bind", "/usr/share /mnt ro");
    porto.start(parent);
    assertEquals(inside(parent, "ls /usr/share"), inside(parent, "ls /mnt"));
    assertFalse(Files.exists(Path.of("/mnt/doc")));
  }

  @Test
  void theContainersHostNameIsThere() throws Exception {
    String parent = prepared("/bin/sleep", "1000");
    porto.set(parent, "hostname", "inside");
    porto.start(parent);
    assertEquals("inside\n", inside(parent, "cat /proc/sys/kernel/hostname"));
  }

  @Test
  void whatACommandLeavesBehindEndsWithIt() throws Exception {
    String parent = running();
    String child = parent + "/child";
    porto.create(child);
    porto.set(child, "isolate", "false");
    porto.setCommandArgv(child, List.of("/bin/sh", "-c", "setsid /bin/sleep 1000 & exit 7"));
    porto.start(child);
    finished(child);
    assertEquals("7", porto.get(child, "exit_code"));
    eventually("1", () -> "" + inside(parent, NAMES).lines().filter("sleep"::equals).count());
    assertEquals("running", state(parent));
  }

  @Test
  void stoppingAChildSparesItsParent() throws Exception {
    String parent = running();
    String child = parent + "/child";
    porto.create(child);
    porto.set(child, "isolate", "false");
    porto.setCommandArgv(child, List.of("/bin/sh", "-c", "trap '' TERM; sleep 1000 & sleep 1001 & wait"));
    porto.start(child);
    porto.stop(child, Duration.ofMillis(100));
    assertEquals("stopped", state(child));
    eventually("1", () -> "" + inside(parent, NAMES).lines().filter("sleep"::equals).count());
  }

  @Test
  void aMetaContainerStaysPaused() throws Exception {
    String name = created();
    porto.set(name, "virt_mode", "host");
    porto.start(name);
    porto.pause(name);
    Thread.sleep(1500);                      // the endpoint looks after its containers once a second
    assertEquals("paused", state(name));
    porto.resume(name);
    assertEquals("meta", state(name));
  }
}
