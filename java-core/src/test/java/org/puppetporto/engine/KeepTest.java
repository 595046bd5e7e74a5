package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.running;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** What a door does that looks after daemons without being told. */
class KeepTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");
  private static final Map<String, ?> LONGER = Map.of("cmd", List.of("sleep", "2"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  private final List<String> actions = new ArrayList<>();

  private void note(String daemon, String action, String text, int percent) {
    actions.add(action);
  }

  private boolean awaited() {
    return actions.stream().anyMatch(action -> action.startsWith("wait until"));
  }

  @Test
  void whatIsGoneIsStartedWithoutKeepingTheLockUntilItIsReady() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.porto.boxes.clear();
    Outcome outcome = host.engine().operator().keep("web", "keep", this::note).orElseThrow();
    assertTrue(outcome.changed());
    assertTrue(actions.contains("start container web"), actions.toString());
    assertFalse(awaited(), actions.toString());
    assertEquals("running", outcome.state());
    assertFalse(host.plan(running("web", SLEEP, Map.of())).changes());
  }

  @Test
  void changedPackagesAreWaitedFor() throws Exception {
    host.execute(running("web", SLEEP, Map.of("web-bin", "1")));
    host.porto.boxes.clear();
    host.apt.packages.clear();
    assertTrue(host.engine().operator().keep("web", "keep", this::note).orElseThrow().changed());
    assertTrue(awaited(), actions.toString());
  }

  @Test
  void aChangedDeclarationIsWaitedForAndAnUnchangedOneIsNot() throws Exception {
    Definition longer = running("web", LONGER, Map.of());
    host.execute(running("web", SLEEP, Map.of()));
    host.engine().keep("web", "keep", state -> Optional.of(longer), this::note);
    assertTrue(awaited(), actions.toString());
    actions.clear();
    host.porto.boxes.clear();
    assertTrue(host.engine().keep("web", "keep", state -> Optional.of(longer), this::note).orElseThrow().changed());
    assertFalse(awaited(), actions.toString());
  }

  @Test
  void whatIsWantedIsReadUnderTheLock() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    boolean[] held = new boolean[1];
    host.engine().keep("web", "keep", state -> {
      held[0] = ProcessLock.of(host.directory.resolve("run/lock")).holder().contains("keeping web");
      return Optional.empty();
    }, Progress.NONE);
    assertTrue(held[0]);
  }

  @Test
  void whatWasRemovedMeanwhileIsLeftAlone() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    host.execute(ModelHost.define("web", "absent", SLEEP, Map.of(), Map.of()));
    assertEquals(Optional.empty(), host.engine().operator().keep("web", "keep", Progress.NONE));
    assertTrue(host.porto.boxes.isEmpty());
  }
}
