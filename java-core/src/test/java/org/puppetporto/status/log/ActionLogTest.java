package org.puppetporto.status.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.engine.TakenAction;

class ActionLogTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T10:00:00Z"), ZoneOffset.UTC);
  private static final String HEAD = "2026-01-01T10:00:00Z porto-daemon[" + ProcessHandle.current().pid() + "]: ";

  @TempDir
  private Path directory;
  private final List<String> complaints = new ArrayList<>();

  private Path file() {
    return directory.resolve("log/porto-daemon.log");
  }

  private ActionLog log(long maxBytes, int keep) {
    return new ActionLog(new LogSettings(file(), maxBytes, keep), CLOCK, complaints::add);
  }

  private static TakenAction action(String text, String... failure) {
    return new TakenAction("web", "0a1b", text, Duration.ofMillis(120),
        failure.length == 0 ? Optional.empty() : Optional.of(failure[0]));
  }

  @Test
  void oneLineAnActionThatGrepFinds() throws IOException {
    ActionLog log = log(10_000, 1);
    log.taken(action("start container web"));
    log.taken(new TakenAction("web", "", "destroy", Duration.ofSeconds(61), Optional.of("a \"b\"\nc\\\tend")));
    log.unreported("yasm", "http://x/: no answer");
    assertEquals(List.of(
        HEAD + "daemon=web revision=0a1b action=\"start container web\" duration=0.120s outcome=ok",
        HEAD + "daemon=web action=destroy duration=61.000s outcome=failed error=\"a \\\"b\\\"\\nc\\\\\\u0009end\"",
        HEAD + "sink=yasm outcome=failed error=\"http://x/: no answer\""), Files.readAllLines(file()));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
  }

  @Test
  void rotatesBySizeAndKeepsSoMany() throws IOException {
    ActionLog log = log(200, 2);
    for (int i = 0; i < 10; i++) {
      log.taken(action("step-" + i));
    }
    List<String> kept = new ArrayList<>();
    for (String part : List.of(".2", ".1", "")) {
      Path path = file().resolveSibling(file().getFileName() + part);
      assertTrue(Files.size(path) <= 200, part);
      kept.addAll(Files.readAllLines(path));
    }
    assertFalse(Files.exists(file().resolveSibling(file().getFileName() + ".3")));
    for (int i = 0; i < kept.size(); i++) {
      assertTrue(kept.get(i).contains("action=step-" + (10 - kept.size() + i) + " "), kept.toString());
    }
  }

  @Test
  void withoutPartsToKeepItBeginsAnew() throws IOException {
    ActionLog log = log(200, 0);
    for (int i = 0; i < 10; i++) {
      log.taken(action("step-" + i));
    }
    assertTrue(Files.readString(file()).contains("step-9"));
    assertTrue(Files.size(file()) <= 200);
  }

  @Test
  void goesOnAfterAnAdministratorMovedItAway() throws IOException {
    ActionLog log = log(10_000, 1);
    log.taken(action("one"));
    Files.move(file(), directory.resolve("moved"));
    log.taken(action("two"));
    assertEquals(1, Files.readAllLines(file()).size());
  }

  @Test
  void oneThatCannotBeWrittenIsToldOnceAndFailsNothing() throws IOException {
    Files.writeString(directory.resolve("log"), "in the way");
    ActionLog log = log(10_000, 1);
    log.taken(action("one"));
    log.taken(action("two"));
    assertEquals(1, complaints.size());
    assertTrue(complaints.get(0).contains(file().toString()) && complaints.get(0).contains("log.file"),
        complaints.toString());
  }
}
