package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.cli.CliHost.Result;

/** Runs every command of docs/cli.md, in order, on one host, and compares what it gives. */
class CliDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");
  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  @TempDir
  Path directory;

  private CliHost host;
  private int lastCode;

  @Test
  void thePageShowsWhatTheCommandsGive() throws IOException {
    host = new CliHost(directory);
    try {
      host.apt.deb("hello-daemon", "1.0-1").publish();
      host.apt.refresh();
      String page = Files.readString(PAGE);
      String real = rerun(page.lines().toList());
      if (Boolean.getBoolean("docs.update")) {
        Files.writeString(PAGE, real);
      } else {
        assertEquals(timeless(page), timeless(real));
      }
    } finally {
      host.close();
    }
  }

  /** The page with every capture made anew. */
  private String rerun(List<String> page) throws IOException {
    List<String> out = new ArrayList<>();
    boolean console = false;
    for (int i = 0; i < page.size(); i++) {
      String line = page.get(i);
      if (line.startsWith(FENCE)) {
        console = line.equals(FENCE + "console");
        out.add(line);
      } else if (!console) {
        out.add(line);
      } else if (line.startsWith(PROMPT + "cat ")) {
        int end = endOfOutput(page, i);
        out.addAll(page.subList(i, end));
        host.file(line.substring(6), String.join("\n", page.subList(i + 1, end)) + "\n");
      } else if (line.startsWith(PROMPT)) {
        out.add(line);
        out.addAll(capture(line.substring(PROMPT.length())));
      }
    }
    return String.join("\n", out) + "\n";
  }

  private static int endOfOutput(List<String> page, int command) {
    int end = command + 1;
    while (!page.get(end).startsWith(PROMPT) && !page.get(end).startsWith(FENCE)) {
      end++;
    }
    return end;
  }

  private List<String> capture(String command) {
    if (command.equals("echo $?")) {
      return List.of(String.valueOf(lastCode));
    }
    List<String> words = words(command);
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i - 1).equals("-f")) {
        words.set(i, directory.resolve(words.get(i)).toString());
      }
    }
    Result result = host.run(words.subList(1, words.size()).toArray(new String[0]));
    lastCode = result.code();
    String shown = (result.out() + result.err())
        .replace(directory.resolve("apt/dpkg").toString(), "/var/lib/dpkg")
        .replace(directory.resolve("apt/cache/archives").toString(), "/var/cache/apt/archives")
        .replace(directory.resolve("apt/porto-cache").toString(), "/var/cache/porto-daemons")
        .replace(directory.resolve("definitions").toString(), "/etc/hostman/porto-daemons.d")
        .replace(directory.resolve("state").toString(), "/var/lib/porto-daemons")
        .replace(directory.resolve("config.json").toString(), "/etc/porto-daemons/config.json")
        .replace(directory.resolve("s") + "\n", "/run/portod.socket\n")
        .replace(directory + "/", "");
    return shown.lines().map(String::stripTrailing).toList();
  }

  /** Splits at blanks, but not within double quotes. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (command + " ").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words;
  }

  /** Without times, and without what Porto measured. */
  private static String timeless(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME")
        // What the kernel counts of disks is not there before a process has been at work for a moment.
        .replaceAll("(?m)^  disk .*\n", "")
        .replaceAll("(?m)^  (cpu|memory|tasks|uptime) .*", "  $1 MEASURED")
        .replaceAll("(?m)^ok +(space|apt|Java): .*", "ok $1 MEASURED")
        .replaceAll(" +", " ")
        .replaceAll("\"uptime\" : \\d+", "\"uptime\" : AGE")
        .replaceAll("\"resources\" : \\{([^{}]|\\{[^{}]*\\})*\\}", "\"resources\" : MEASURED");
  }
}
