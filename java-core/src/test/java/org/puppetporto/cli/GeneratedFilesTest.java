package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manual page, Bash's completion and the JSON Schema in the repository are what the commands print now. */
class GeneratedFilesTest extends OnHost {
  private static final Path ROOT = Path.of("..");

  private String current(String command, String path) throws IOException {
    Path file = ROOT.resolve(path);
    CliHost.Result made = host.run(command);
    assertEquals(0, made.code(), made.err());
    if (Boolean.getBoolean("docs.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made.out());
    }
    assertEquals(Files.readString(file), made.out(), path + " is old; make it anew with -Ddocs.update=true");
    return made.out();
  }

  @Test
  void theManualPageIsCurrentAndHasEveryCommand() throws IOException {
    String page = current("man", "files/porto-daemon.8");
    host.run().out().lines().dropWhile(line -> !line.startsWith("Commands:")).skip(1)
        .filter(line -> line.matches("  [a-z]+ .*")).map(line -> line.strip().split(" ")[0])
        .forEach(command -> assertTrue(
            page.lines().anyMatch(line -> line.matches("\\.SS \"" + command + "[ \"].*")), command));
  }

  @Test
  void theSchemaIsCurrent() throws IOException {
    current("schema", "docs/porto-daemon.schema.json");
  }

  @Test
  void bashCompletesCommandsOptionsFormatsAndDaemons() throws Exception {
    current("completion", "files/porto-daemon.bash");
    for (String name : List.of("web", "worker")) {
      assertEquals(0, host.run("apply", "-f", host.file(name + ".yaml", "meta: {name: " + name + "}\n"
          + "spec: {properties: {cmd: [sleep, '1000']}, policy: {min_uptime: 0.1, stop_timeout: 1}}\n")).code());
    }
    assertEquals(List.of("status", "start", "stop").stream().sorted().toList(), completed("st"));
    assertEquals(List.of("web", "worker"), completed("logs", "w"));
    assertEquals(List.of("worker"), completed("restart", "wo"));
    assertEquals(List.of("web", "worker"), completed("maintenance", "on", "w"));
    assertEquals(List.of("--stderr", "--stdout"), completed("logs", "--st"));
    assertEquals(List.of("json", "table", "yaml"), completed("status", "-o", ""));
    assertEquals(List.of("off", "on"), completed("maintenance", "o"));
  }

  /** What Bash offers for the last word. */
  private List<String> completed(String... words) throws Exception {
    StringBuilder script = new StringBuilder("source '" + ROOT.resolve("files/porto-daemon.bash").toAbsolutePath()
        + "'; COMP_WORDS=(porto-daemon");
    for (String word : words) {
      script.append(" '").append(word).append('\'');
    }
    script.append("); COMP_CWORD=").append(words.length)
        .append("; compopt() { :; }; _complete_porto-daemon; printf '%s\\n' \"${COMPREPLY[@]}\"");
    ProcessBuilder bash = new ProcessBuilder("bash", "-c", script.toString()).redirectErrorStream(true);
    bash.environment().putAll(host.environment());
    Process process = bash.start();
    String offered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return offered.lines().map(String::strip).filter(line -> !line.isEmpty()).sorted().toList();
  }
}
