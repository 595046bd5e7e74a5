package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A command that a message or a page recommends can be typed as it stands. */
class RemediesTest {
  private static final Pattern COMMAND = Pattern.compile("`porto-daemon ([a-z][^`|\\\\]*)");
  /** What a message puts together while it runs is one word of the command. */
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*[\\w.()]+\\s*\\+\\s*\"");

  @Test
  void areCommandsThatExist(@TempDir Path directory) throws Exception {
    Map<String, String> refused = new TreeMap<>();
    List<String> commands = new ArrayList<>();
    for (Path file : files()) {
      Matcher found = COMMAND.matcher(JOINED.matcher(Files.readString(file)).replaceAll("NAME"));
      while (found.find()) {
        commands.add(found.group(1).strip());
        refusal(found.group(1).strip(), directory).ifPresent(why -> refused.put(file + ": " + found.group(1), why));
      }
    }
    assertTrue(commands.contains("retry NAME --reason TEXT"), commands.toString());
    assertEquals(Map.of(), refused);
  }

  private static List<Path> files() throws Exception {
    List<Path> files = new ArrayList<>();
    for (Path root : List.of(Path.of("src/main/java"), Path.of("../docs"), Path.of("../manifests"), Path.of("../lib"))) {
      try (Stream<Path> walk = Files.walk(root)) {
        walk.filter(file -> file.toString().matches(".*\\.(java|md|pp|rb)")).forEach(files::add);
      }
    }
    return files;
  }

  private static Optional<String> refusal(String command, Path directory) {
    Map<String, String> environment = Map.of("PORTO_DAEMON_STATE_DIR", directory.toString());
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream());
    Console console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, environment, false);
    try (Host host = new Host(environment, "root", warning -> { })) {
      CommandLine line = new CommandLine(new RootCommand(console));
      RootCommand.commands(host, console).forEach(line::addSubcommand);
      line.registerConverter(OutputFormat.class, OutputFormat::read);
      if (line.getSubcommands().containsKey(command)) {
        // It is only called by its name.
        return Optional.empty();
      }
      line.parseArgs(command.split("\\s+"));
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(e.getMessage());
    }
  }
}
