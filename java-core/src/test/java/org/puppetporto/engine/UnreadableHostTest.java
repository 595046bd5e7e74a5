package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.engine.ModelHost.running;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;

/** A host that cannot be read, or that somebody else is at work on: nothing is done, and what was is not denied. */
class UnreadableHostTest {
  private static final Map<String, ?> SLEEP = Map.of("cmd", List.of("sleep", "1"), "memory_limit", "64M");

  @AutoClose
  private final ModelHost host = new ModelHost();

  @Test
  void anUnreachablePortodIsAnErrorAndNeverAbsent() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    host.execute(web);
    host.porto.down = true;
    assertEquals(Fault.PORTO_UNREACHABLE, assertThrows(EngineException.class, () -> host.execute(web)).fault());
    assertEquals(Fault.PORTO_UNREACHABLE, assertThrows(EngineException.class, () -> host.plan(web)).fault());
    host.porto.down = false;
    assertFalse(host.plan(web).changes());
  }

  @Test
  void whatWasDoneIsNotDeniedWhenPortodGoesAwayRightAfterwards() throws Exception {
    Definition web = running("web", SLEEP, Map.of());
    EngineException e = assertThrows(EngineException.class, () -> host.engine().execute(web,
        (daemon, action, text, percent) -> host.porto.down |= action.endsWith(" as CURRENT")));
    assertEquals(Fault.PORTO_UNREACHABLE, e.fault());
    assertTrue(e.getMessage().startsWith("Porto_daemon[web]: all steps of the plan were taken"), e.getMessage());
    assertFalse(e.getMessage().contains("nothing is done"), e.getMessage());
    assertEquals(RevisionStatus.CURRENT, host.record("web").status().get());
  }

  @Test
  void aLockHeldByAnotherRunIsNamed() throws Exception {
    HostLock other = new HostLock(host.directory.resolve("run"), Duration.ZERO);
    try (HostLock.Held held = other.take("executing api")) {
      EngineException e = assertThrows(EngineException.class, () -> host.execute(running("web", SLEEP, Map.of())));
      assertEquals(Fault.LOCKED, e.fault());
      assertTrue(e.getMessage().contains("executing api"), e.getMessage());
    }
    host.execute(running("web", SLEEP, Map.of()));
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws Exception {
    host.execute(running("web", SLEEP, Map.of()));
    Path file = host.directory.resolve("state/daemons/web.json");
    Files.writeString(file, Files.readString(file).replace("\"format\":1", "\"format\":2"));
    EngineException e = assertThrows(EngineException.class, () -> host.execute(running("web", SLEEP, Map.of())));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().contains("format 2"), e.getMessage());
  }
}
