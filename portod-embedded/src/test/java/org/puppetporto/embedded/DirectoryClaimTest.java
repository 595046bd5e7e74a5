package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryClaimTest {
  @TempDir
  private Path dir;

  @Test
  void aSecondOneIsToldWhoKeepsTheDirectory() throws Exception {
    try (DirectoryClaim first = DirectoryClaim.of(dir, Duration.ZERO)) {
      IOException refused = assertThrows(IOException.class, () -> DirectoryClaim.of(dir, Duration.ZERO));
      assertEquals(dir + " is in use by another endpoint, pid " + ProcessHandle.current().pid()
          + "; stop that one first, or name another directory", refused.getMessage());
    }
    DirectoryClaim.of(dir, Duration.ZERO).close();
  }

  @Test
  void theProgramRefusesWhatAnotherProcessKeeps() throws Exception {
    try (DirectoryClaim first = DirectoryClaim.of(dir, Duration.ZERO)) {
      Process second = new ProcessBuilder(List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
          System.getProperty("java.class.path"), "org.puppetporto.embedded.Main", "--socket",
          dir.resolve("socket").toString(), "--dir", dir.toString())).redirectErrorStream(true).start();
      String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("portod-embedded: " + dir + " is in use by another endpoint, pid " + ProcessHandle.current().pid()
          + "; stop that one first, or name another directory\n", said);
      assertEquals(1, second.waitFor());
    }
  }
}
