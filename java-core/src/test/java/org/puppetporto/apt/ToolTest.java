package org.puppetporto.apt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are started, as they might behave. */
class ToolTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir
  Path directory;
  private final Tool tool = new Tool(Map.of("PATH", "/usr/bin:/bin"));

  private List<String> script(String... lines) throws Exception {
    Path file = directory.resolve("script");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return List.of("perl", file.toString());
  }

  /** A hook of apt may start something that lives on, with apt's output as its own. */
  @Test
  void whatIsLeftInTheBackgroundIsNotWaitedFor() throws Exception {
    List<String> argv = script("$| = 1;", "my $child = fork;",
        "if (!$child) { sleep 20; open(my $note, '>', 'ended'); exit 0 }", "print \"$child\\nlast words\";");
    List<String> told = new ArrayList<>();
    Tool.Outcome outcome = tool.read(argv, directory, LONG, told::add);
    boolean waited = Files.exists(directory.resolve("ended"));
    ProcessHandle.of(Long.parseLong(outcome.lines().get(0))).ifPresent(ProcessHandle::destroyForcibly);
    assertFalse(waited, "its end was waited for");
    assertEquals("last words", outcome.lines().get(1));
    assertEquals(outcome.lines(), told);
    assertTrue(outcome.ok());
  }

  @Test
  void allThatIsSaidIsRead() throws Exception {
    Tool.Outcome outcome = tool.read(
        script("$| = 1;", "print \"$_\\n\" for 1 .. 50000;", "print STDERR 'of no avail';", "exit 3;"), directory, LONG, line -> { });
    assertEquals(3, outcome.exit());
    assertEquals(50_001, outcome.lines().size());
    assertEquals("50000", outcome.lines().get(49_999));
    assertEquals("of no avail", outcome.lines().get(50_000));
  }

  @Test
  void whoeverIsLateIsKilledAndSaysWhatItSaid() throws Exception {
    List<String> argv = script("$| = 1;", "print \"$$\\nE: I wait\\n\";", "sleep 60;");
    List<String> told = new ArrayList<>();
    AptException e = assertThrows(
        AptException.class, () -> tool.read(argv, directory, Duration.ofSeconds(2), told::add));
    assertEquals(AptException.Reason.TIMEOUT, e.reason());
    assertTrue(e.getMessage().contains("did not end within 2 s") && e.getMessage().contains("E: I wait"),
        e.getMessage());
    assertTrue(ProcessHandle.of(Long.parseLong(told.get(0))).filter(ProcessHandle::isAlive).isEmpty());
  }
}
