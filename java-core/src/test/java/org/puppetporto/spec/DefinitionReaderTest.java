package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.spec.Policy.RestartPolicy;
import org.puppetporto.spec.property.PropertyCatalogue;

class DefinitionReaderTest {
  private static final Map<String, Object> RUNS = Map.of("cmd", List.of("/usr/bin/web"));
  private final DefinitionReader reader = new DefinitionReader(PropertyCatalogue.standard(() -> 8));

  private Definition flat(Object... entries) throws DefinitionException {
    Map<String, Object> tree = new TreeMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      tree.put((String) entries[i], entries[i + 1]);
    }
    tree.putIfAbsent("properties", RUNS);
    return reader.readNamed("web", tree, "Porto_daemon[web]");
  }

  private String refusal(Object... entries) {
    return assertThrows(DefinitionException.class, () -> flat(entries)).getMessage();
  }

  private Definition text(String text) throws DefinitionException {
    return reader.readText(text.getBytes(StandardCharsets.UTF_8), "web.yaml");
  }

  @Test
  void theWireDocumentNamesItsOrigin() throws Exception {
    Map<String, Object> document = Map.of("origin", "Porto_daemon[web]", "ensure", "stopped",
        "meta", Map.of("name", "web", "version", "7"), "spec", Map.of("properties", RUNS));
    Definition definition = reader.read(document, "bridge");
    assertEquals("Porto_daemon[web]", definition.origin());
    assertEquals(Ensure.STOPPED, definition.ensure());
    assertEquals("7", definition.version());
    assertEquals(Policy.DEFAULT, definition.policy());
  }

  @ParameterizedTest
  @CsvSource({"running,RUNNING", "present,RUNNING", "stopped,STOPPED", "absent,ABSENT", "purged,PURGED"})
  void ensureIsTheWordOfPuppet(String word, Ensure expected) throws Exception {
    assertEquals(expected, flat("ensure", word).ensure());
  }

  @Test
  void removalNeedsANameOnlyAndKeepsWhatHelps() throws Exception {
    Definition definition = text("meta: {name: web, delete_requested: true, kind: 5, extra: 1}\n"
        + "spec:\n  properties: [rubbish]\n  packages: {web: '1', other: latest}\n"
        + "  policy: {purge_preexisting: true, stop_timeout: rubbish}\nensure: running\n");
    assertEquals(Ensure.PURGED, definition.ensure());
    assertEquals(Map.of("web", "1"), definition.packages());
    assertTrue(definition.policy().purgePreexisting());
    assertTrue(definition.properties().isEmpty());
    assertEquals(Ensure.ABSENT, reader.readNamed("web", Map.of("ensure", "absent"), "x").ensure());
  }

  @Test
  void aRemovalStillNeedsAName() {
    assertThrows(DefinitionException.class, () -> text("meta: {delete_requested: true}"));
    assertThrows(DefinitionException.class, () -> text("meta: {name: a/b, delete_requested: true}"));
  }

  @Test
  void everyPolicyKeyIsRead() throws Exception {
    Policy policy = flat("stop_timeout", "500ms", "ready_timeout", "5m", "min_uptime", 0.5, "rollback",
        "false",
        "update_strategy", "recreate", "restart_policy", "window", "restart_window", "22:00-05:30",
        "unsupported", "warn", "adopt", true, "purge_preexisting", true, "allow_downgrade", false,
        "change_held", true, "conffiles", "replace", "suppress_services", true, "syslog", true).policy();
    assertEquals(new Policy(Duration.ofMillis(500), Duration.ofMinutes(5), Duration.ofMillis(500), false,
        Policy.UpdateStrategy.RECREATE, RestartPolicy.WINDOW, "22:00-05:30", Policy.Unsupported.WARN, true,
        true,
        false, true, Policy.Conffiles.REPLACE, true, true), policy);
  }

  @Test
  void aWindowPolicyNeedsItsWindow() {
    assertTrue(refusal("restart_policy", "window").contains("restart_window"));
    assertTrue(refusal("restart_window", "25:00-05:30").contains("02:00-05:30"));
  }

  @Test
  void userBringsTheGroupOfItsName() throws Exception {
    Definition alone = flat("properties", Map.of("cmd", List.of("/bin/web"), "user", "web"));
    assertEquals("web", alone.properties().get("group").canonical());
    Definition both = flat("properties", Map.of("cmd", List.of("/bin/web"), "user", "web", "group", "adm"));
    assertEquals("adm", both.properties().get("group").canonical());
  }

  @Test
  void labelsMeanTheirEntriesInEitherForm() throws Exception {
    for (Object labels : List.of("TEAM.name: search; TEAM.tier: 1",
        Map.of("TEAM.name", "search", "TEAM.tier", 1))) {
      Definition definition = flat("properties", Map.of("cmd", List.of("/bin/web"), "labels", labels));
      assertEquals("search", definition.properties().get("labels[TEAM.name]").canonical());
      assertFalse(definition.properties().containsKey("labels"));
    }
    assertTrue(refusal("properties", Map.of("cmd", List.of("x"), "labels", "HOSTMAN.daemon: x"))
        .contains("reserved"));
    assertTrue(refusal("properties", Map.of("cmd", List.of("x"), "labels", "rubbish")).contains("labels"));
  }

  @Test
  void cmdAsTextIsPortosOwnCommand() throws Exception {
    Definition definition = flat("properties", Map.of("cmd", "/usr/bin/web --port 80"));
    assertEquals("/usr/bin/web --port 80", definition.properties().get("command").canonical());
    assertTrue(refusal("properties", Map.of("command", List.of("/usr/bin/web"))).contains("as cmd"));
  }

  @Test
  void somethingMustRunUnlessPortoStartsAnInit() throws Exception {
    assertTrue(refusal("properties", Map.of("memory_limit", "1G")).contains("cmd"));
    assertTrue(refusal("properties", Map.of("cmd", List.of())).contains("cmd"));
    assertEquals(Ensure.RUNNING, flat("properties", Map.of("virt_mode", "os")).ensure());
  }

  @Test
  void aPropertyInTheWrongPlaceIsToldWhereItBelongs() {
    assertEquals("Porto_daemon[web]: memory_limit: is a property of the container; write it under properties",
        refusal("memory_limit", "1G"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "present", "installed", "held"})
  void unpinnedVersionsAreRefusedWithTheReason(String version) {
    assertTrue(refusal("packages", Map.of("web", version)).contains("nothing could be rolled back"));
  }

  @Test
  void aFractionIsNoVersionSinceYamlHasChangedIt() {
    assertTrue(refusal("version", 1.1).contains("put it in quotes"));
    assertTrue(refusal("packages", Map.of("web", 1.1)).contains("put it in quotes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"self", "", ".hidden", "-x", "a/b", "..", "a b", "a\n", "caf\u00e9"})
  void namesThatDoNotHoldEverywhereAreRefused(String name) {
    assertFalse(Names.isValid(name));
    assertThrows(DefinitionException.class, () -> reader.readNamed(name, Map.of("properties", RUNS), "x"));
  }

  @Test
  void theLongestNameIsAHundredCharacters() {
    assertTrue(Names.isValid("a".repeat(100)));
    assertFalse(Names.isValid("a".repeat(101)));
  }

  @Test
  void theKeyInHieraAndMetaNameMustAgree() throws Exception {
    Map<String, Object> document = Map.of("meta", Map.of("name", "web2"), "spec", Map.of("properties", RUNS));
    assertThrows(DefinitionException.class, () -> reader.readNamed("web", document, "x"));
    assertEquals("web2", reader.readNamed("web2", document, "x").name());
    assertEquals("web", reader.readNamed("web", Map.of("spec", Map.of("properties", RUNS)), "x").name());
  }

  @Test
  void secretsNeverReachAMessage() {
    String message = refusal("env_secret", Map.of("TOKEN", List.of("hunter2"), "B=", "hunter2"),
        "properties", Map.of("cmd", List.of("/bin/x"), "env", Map.of("A", List.of("hunter2"))));
    assertFalse(message.contains("hunter2"), message);
    assertEquals("[redacted]", new Secret("hunter2").toString());
  }

  @Test
  void theRevisionDependsOnSecretsAndTheHostsKey() throws Exception {
    Definition one = flat("env_secret", Map.of("TOKEN", "hunter2"));
    Definition other = flat("env_secret", Map.of("TOKEN", "hunter3"));
    String revision = RenderedSpec.of(one, new byte[] {1}).revision();
    assertFalse(revision.equals(RenderedSpec.of(other, new byte[] {1}).revision()));
    assertFalse(revision.equals(RenderedSpec.of(one, new byte[] {2}).revision()));
    assertFalse(RenderedSpec.of(one, new byte[] {1}).json().contains("hunter2"));
    assertEquals(40, revision.length());
  }

  @Test
  void policyAndEnsureAreNoPartOfTheRevision() throws Exception {
    assertEquals(RenderedSpec.of(flat(), new byte[0]),
        RenderedSpec.of(flat("stop_timeout", 30, "ensure", "stopped"), new byte[0]));
  }

  @Test
  void aRenderedSpecIsADefinitionOfTheSameRevision() throws Exception {
    Definition definition = flat("version", "1", "packages", Map.of("web", "1"), "properties", Map.of(
        "cmd", List.of("/bin/web", "", " x "), "env", Map.of("A", "b;c"), "sysctl", Map.of("a.b", "c:d"),
        "ulimit", "nofile: 8K", "respawn_delay", "1s", "labels", Map.of("TEAM.x", "y")));
    RenderedSpec rendered = RenderedSpec.of(definition, new byte[0]);
    Map<?, ?> tree = (Map<?, ?>) JsonTrees.read(rendered.json(), "store").root();
    Map<String, Object> entry = new TreeMap<>();
    tree.forEach((key, value) -> entry.put((String) key, value));
    entry.remove("name");
    assertEquals(rendered, RenderedSpec.of(reader.readNamed("web", entry, "store"), new byte[0]));
  }

  @Test
  void filesAreReadByTheirName(@TempDir Path directory) throws Exception {
    Path yaml = Files.writeString(directory.resolve("a.yml"),
        "meta: {name: web}\nspec: {properties: {cmd: [x]}}\n");
    Path json = Files.writeString(directory.resolve("a.json"),
        "{\t\"meta\": {\"name\": \"web\"}, \"spec\": {\"properties\": {\"cmd\": [\"x\"]}}}");
    assertEquals(reader.readFile(yaml).properties(), reader.readFile(json).properties());
    Path notJson = Files.writeString(directory.resolve("b.json"), "meta: {name: web}");
    String message = assertThrows(DefinitionException.class, () -> reader.readFile(notJson)).getMessage();
    assertTrue(message.startsWith(notJson + ":1:"), message);
  }

  @Test
  void onlyUtf8IsRead() {
    byte[] latin1 = "meta:\n  name: caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    String message = assertThrows(DefinitionException.class, () -> reader.readText(latin1, "x.yaml"))
        .getMessage();
    assertTrue(message.startsWith("x.yaml:2:12: byte 0xe9"), message);
  }

  @Test
  void severalDocumentsOrNoneAreRefused() {
    assertThrows(DefinitionException.class, () -> text("meta: {name: a}\n---\nmeta: {name: b}\n"));
    assertThrows(DefinitionException.class, () -> text(""));
    assertThrows(DefinitionException.class, () -> text("- a\n"));
    assertThrows(DefinitionException.class, () -> text("{\"meta\": {\"name\": \"a\"}} {}"));
  }
}
