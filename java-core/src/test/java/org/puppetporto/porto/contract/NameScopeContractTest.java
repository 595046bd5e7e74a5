package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ChildCommand;
import org.puppetporto.porto.ChildResult;

/** Which containers somebody inside a container sees, and by which names. */
class NameScopeContractTest extends Contract {
  private static final Path CLIENT = Path.of("../bin/lib/demo/portoctl.pl").toAbsolutePath().normalize();

  /** What a client inside the container gets. */
  private ChildResult inside(String container, String... asked) throws Exception {
    List<String> argv = new ArrayList<>(
        List.of("/usr/bin/env", "PORTO_SOCKET=" + endpoint.socket(), "/usr/bin/perl", CLIENT.toString()));
    argv.addAll(List.of(asked));
    return new ChildCommand(argv, SOON).run(porto, container);
  }

  private String with(String level) throws Exception {
    String parent = prepared("/bin/sleep", "1000");
    porto.set(parent, "enable_porto", level);
    porto.create(parent + "/child");
    porto.start(parent);
    return parent;
  }

  private static void says(String expected, ChildResult result) {
    assertTrue(result.stderr().contains(expected), result::toString);
  }

  @Test
  void anIsolatedOneSeesWhatIsBelowIt() throws Exception {
    String parent = with("isolate");
    assertEquals("/porto/" + parent + "/", porto.get(parent, "absolute_namespace"));
    List<String> seen = inside(parent, "list").stdout().lines()
        .filter(name -> !name.startsWith("exec-")).toList();
    assertEquals(List.of("child"), seen);
    assertEquals("stopped\n", inside(parent, "get", "child", "state").stdout());
    assertEquals("stopped\n", inside(parent, "get", "/porto/" + parent + "/child", "state").stdout());
    assertEquals("running\n", inside(parent, "get", ".", "state").stdout());
  }

  @Test
  void itReachesNoOther() throws Exception {
    String parent = with("isolate");
    String other = created();
    says("error 4: container " + parent + "/" + other + " not found", inside(parent, "get", other, "state"));
    says("error 11: container name out of namespace: /porto/" + other,
        inside(parent, "get", "/porto/" + other, "state"));
  }

  @Test
  void itChangesWhatIsBelowItAndNotItself() throws Exception {
    String parent = with("isolate");
    assertEquals(0, inside(parent, "set", "child", "private", "mine").exitCode());
    assertEquals("mine", porto.get(parent + "/child", "private"));
    says("error 11: Write access denied: container " + parent + " out of scope",
        inside(parent, "set", ".", "private", "mine"));
  }

  @Test
  void oneThatMayOnlyChangeItsChildrenSeesAll() throws Exception {
    String parent = with("child-only");
    String other = created();
    assertEquals("stopped\n", inside(parent, "get", other, "state").stdout());
    says("error 11: Write access denied: container " + other + " out of scope",
        inside(parent, "set", other, "private", "mine"));
    assertEquals(0, inside(parent, "set", parent + "/child", "private", "mine").exitCode());
  }

  @Test
  void oneThatOnlyReadsSeesItsOwn() throws Exception {
    String parent = with("read-isolate");
    assertEquals("stopped\n", inside(parent, "get", "child", "state").stdout());
    says("error 11: Write access denied", inside(parent, "set", "child", "private", "mine"));
  }

  @Test
  void aNamespaceIsAPrefix() throws Exception {
    String parent = prepared("/bin/sleep", "1000");
    porto.set(parent, "porto_namespace", parent + "/pre-");
    porto.create(parent + "/pre-child");
    porto.start(parent);
    assertEquals("/porto/" + parent + "/pre-", porto.get(parent, "absolute_namespace"));
    assertEquals("stopped\n", inside(parent, "get", "child", "state").stdout());
    assertEquals(List.of("child"), inside(parent, "list").stdout().lines().toList());
  }
}
