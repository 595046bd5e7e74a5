package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.define;
import static org.puppetporto.engine.ModelHost.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;

/** Single files of the state store that are lost or corrupt: what is known goes on, what is not is said. */
class LostStoreTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"));

  @AutoClose
  private final ModelHost host = new ModelHost();

  private static Definition removal(String ensure, Map<String, String> packages) {
    return define("web", ensure, packages.isEmpty() ? Map.of() : SLEEP, packages, Map.of());
  }

  private Path file(String name) {
    return host.directory.resolve("state").resolve(name);
  }

  /** @param damage {@code gone}, or what the file says */
  private void damage(String name, String damage) throws IOException {
    host.die();
    if (damage.equals("gone")) {
      Files.delete(file(name));
    } else {
      Files.writeString(file(name), damage);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "{ torn", "{}"})
  void whoBroughtThePackagesIsReadFromTheContainer(String damage) throws Exception {
    host.apt.install("old", "1");
    Definition web = running("web", SLEEP, Map.of("web-bin", "1", "old", "1"));
    host.execute(web);
    int process = host.porto.boxes.get("web").starts;
    damage("packages.json", damage);
    host.execute(web);
    assertEquals(process, host.porto.boxes.get("web").starts);
    host.die();
    host.execute(removal("purged", Map.of()));
    assertEquals(Set.of("web-bin"), host.apt.removed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "{ torn"})
  void aPurgeFailsWhereNobodyKnowsWhoBroughtThePackages(String damage) throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.execute(removal("absent", Map.of()));
    damage("packages.json", damage);
    EngineException e = assertThrows(EngineException.class, () -> host.execute(removal("purged", Map.of())));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("web-bin") && e.getMessage().contains("is not known"), e.getMessage());
    assertTrue(e.getMessage().contains("purge_preexisting"), e.getMessage());
    assertEquals(Set.of(), host.apt.removed);
    host.execute(define("web", "purged", Map.of(), Map.of(), Map.of("purge_preexisting", true)));
    assertEquals(Set.of("web-bin"), host.apt.removed);
  }

  /** Writing the file anew for another daemon does not turn what is not known into what is. */
  @Test
  void whatIsNotKnownStaysNotKnown() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.execute(removal("absent", Map.of()));
    damage("packages.json", "gone");
    host.execute(running("api", SLEEP, Map.of("api-bin", "1")));
    host.die();
    EngineException e = assertThrows(EngineException.class, () -> host.execute(removal("purged", Map.of())));
    assertTrue(e.getMessage().contains("is not known"), e.getMessage());
    host.apt.packages.remove("web-bin");
    host.execute(removal("purged", Map.of()));
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
  }

  @Test
  void aContainerWhosePrivateIsTakenDoesNotTellWhoBroughtItsPackages() throws Exception {
    Map<String, Object> properties = new HashMap<>(SLEEP);
    properties.put("private", "mine");
    Definition web = running("web", properties, Map.of("web-bin", "1"));
    host.execute(web);
    damage("packages.json", "gone");
    assertTrue(host.plan(web).notes().stream().anyMatch(note -> note.contains("web-bin")),
        host.plan(web).notes().toString());
    EngineException e = assertThrows(EngineException.class, () -> host.execute(removal("purged", Map.of())));
    assertTrue(e.getMessage().contains("is not known"), e.getMessage());
    assertEquals("running", host.porto.boxes.get("web").state, "a refused purge stopped the daemon");
  }

  @Test
  void aPurgeFailsWhenTheRecordCannotBeReadAndTheContainerIsGone() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.porto.reboot();
    damage("daemons/web.json", "{ torn");
    EngineException e = assertThrows(EngineException.class, () -> host.execute(removal("purged", Map.of())));
    assertTrue(e.getMessage().contains("web.json"), e.getMessage());
    assertTrue(e.getMessage().contains("is not known"), e.getMessage());
    host.execute(removal("absent", Map.of()));
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
    assertTrue(Files.exists(file("daemons/web.json.unreadable")));
  }

  @Test
  void aDefinitionTellsWhatALostRecordDoesNot() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.porto.reboot();
    damage("daemons/web.json", "gone");
    host.execute(removal("purged", Map.of("web-bin", "1")));
    assertEquals(Set.of("web-bin"), host.apt.removed);
    assertEquals(RevisionStatus.REMOVED, host.record("web").status().get());
    assertFalse(host.plan(removal("purged", Map.of("web-bin", "1"))).changes());
  }

  @Test
  void whatWasThereBeforeStaysKnownWhenTheContainerThatToldItIsGone() throws Exception {
    host.apt.install("web-bin", "1");
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.die();
    host.loseStore();
    host.execute(removal("purged", Map.of()));
    assertEquals(Set.of(), host.apt.removed);
    assertFalse(host.plan(removal("purged", Map.of())).changes());
  }

  @Test
  void aTornJournalIsNoReasonToFail() throws Exception {
    Definition web = running("web", SLEEP, Map.of("web-bin", "1"));
    host.execute(web);
    Files.write(file("journal"), new byte[] {'{', (byte) 0xff, 0, '\n', '{'});
    assertTrue(host.execute(web).events().stream().anyMatch(event -> event.contains("cut off")));
    assertFalse(Files.exists(file("journal")));
  }

  @Test
  void aLostKeyOnlyRelabels() throws Exception {
    Definition web = new org.puppetporto.spec.DefinitionReader(ModelHost.CATALOGUE).read(Map.of(
        "meta", Map.of("name", "web"),
        "spec", Map.of("properties", SLEEP, "env_secret", Map.of("TOKEN", "s3cr3t"),
            "policy", Map.of("min_uptime", 0))), "test");
    host.execute(web);
    int process = host.porto.boxes.get("web").starts;
    damage("key", "short");
    DaemonPlan plan = host.plan(web);
    assertEquals(Disruption.NONE, plan.disruption(), plan.text());
    host.execute(web);
    assertEquals(process, host.porto.boxes.get("web").starts);
    assertFalse(host.plan(web).changes());
  }

  @Test
  void theLastTenRevisionsAreKeptWithTimesAndReasons() throws Exception {
    for (int number = 1; number <= 12; number++) {
      host.execute(running("web", Map.of("cmd", List.of("sleep", String.valueOf(number))), Map.of()));
    }
    List<RevisionRecord> kept = host.record("web").revisions();
    assertEquals(10, kept.size());
    assertEquals(RevisionStatus.CURRENT, kept.get(0).status());
    for (int older = 1; older < kept.size(); older++) {
      RevisionRecord revision = kept.get(older);
      assertEquals(RevisionStatus.REMOVED, revision.status());
      assertEquals("replaced by " + Desired.brief(kept.get(older - 1).id()), revision.reason());
      assertFalse(revision.at().isAfter(kept.get(older - 1).at()), "newest first");
    }
    String last = kept.get(0).reason();
    assertTrue(last.contains("properties.command_argv: [\"sleep\",\"11\"] -> [\"sleep\",\"12\"]"), last);
  }

  /** What spoils a step often spoils the note of it as well: the step is what people have to know of. */
  @Test
  void aFailureThatCannotBeNotedIsToldAllTheSame() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.apt.missing.add("web-bin=2");
    host.apt.beforeFetch = () -> assertTrue(file("daemons/web.json.new/in the way").toFile().mkdirs());
    EngineException e = assertThrows(
        EngineException.class, () -> host.execute(running("web", SLEEP, Map.of("web-bin", "2"))));
    assertEquals(Fault.PACKAGES, e.fault());
    assertTrue(e.getMessage().startsWith("Porto_daemon[web]: could not fetch web-bin=2: "), e.getMessage());
    assertTrue(e.getMessage().contains("no source has web-bin 2"), e.getMessage());
    assertTrue(e.getMessage().contains("could not be noted") && e.getMessage().contains("web.json"), e.getMessage());
    assertEquals("running", host.porto.boxes.get("web").state);
  }

  /** A run that only looks leaves nothing on the host, the key of its secrets included. */
  @Test
  void aPlanMakesNoKeyAndNoStore() throws Exception {
    Definition web = new DefinitionReader(ModelHost.CATALOGUE).readNamed("web", Map.of("version", "1", "min_uptime", 0,
        "properties", SLEEP, "env_secret", Map.of("TOKEN", "abc")), "test");
    assertTrue(host.plan(web).changes());
    assertFalse(Files.exists(host.directory.resolve("state")));
    String planned = host.plan(web).desired().revision();
    assertEquals(planned, host.execute(web).revision());
    host.die();
    assertFalse(host.plan(web).changes(), "the key by which it was made is not the one that was kept");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file("key"))));
  }
}
