package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual page that the module installs is the one that the commands make. */
class ManPageTest {
  private static final Path PAGE = Path.of("..", "files", "porto-daemon.8");

  @TempDir
  Path directory;

  @Test
  void thePageIsCurrent() throws IOException {
    try (CliHost host = new CliHost(directory)) {
      CliHost.Result made = host.run("man");
      assertEquals(0, made.code(), made.err());
      if (Boolean.getBoolean("docs.update")) {
        Files.createDirectories(PAGE.getParent());
        Files.writeString(PAGE, made.out());
      }
      assertEquals(Files.readString(PAGE), made.out(), "make it anew with -Ddocs.update=true");
    }
  }

  @Test
  void everyCommandHasASection() throws IOException {
    try (CliHost host = new CliHost(directory)) {
      String page = host.run("man").out();
      host.run().out().lines().dropWhile(line -> !line.startsWith("Commands:")).skip(1)
          .filter(line -> line.matches("  [a-z]+ .*")).map(line -> line.strip().split(" ")[0])
          .forEach(command -> assertTrue(
              page.lines().anyMatch(line -> line.matches("\\.SS \"" + command + "[ \"].*")), command));
    }
  }
}
