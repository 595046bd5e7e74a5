package org.puppetporto.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Where a command reads and writes.
 *
 * @param terminal whether a person looks at the output
 */
record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment,
    boolean terminal) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** An error, beginning like those of other tools; what a daemon wrote may be part of it. */
  void error(String message) {
    err.println("porto-daemon: " + message.lines().map(Plain::text).collect(Collectors.joining("\n")));
  }

  void warning(String message) {
    error("warning: " + message);
  }

  /** Who is at work, for others to read: the one behind sudo, where there is one. */
  String user() {
    String behindSudo = environment.getOrDefault("SUDO_USER", "");
    return behindSudo.isEmpty() ? System.getProperty("user.name", "unknown") : behindSudo;
  }

  /** Colours appear on a terminal alone, and not where {@code NO_COLOR} is set to anything. */
  boolean colours() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Columns for a table; without limit where no terminal has to hold it. */
  int width() {
    int told = number(environment.getOrDefault("COLUMNS", ""));
    if (told > 0) {
      return told;
    }
    if (!terminal) {
      return NO_LIMIT;
    }
    int asked = askTerminal()[1];
    return asked > 0 ? asked : DEFAULT_WIDTH;
  }

  /** Lines of the terminal; without limit where there is none. */
  int height() {
    int asked = terminal ? askTerminal()[0] : 0;
    return asked > 0 ? asked : NO_LIMIT;
  }

  /** Rows and columns, as {@code stty size} prints them of its standard input; zeros when it cannot tell. */
  private static int[] askTerminal() {
    try {
      Process stty = new ProcessBuilder(List.of("stty", "size"))
          .redirectInput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return new int[2];
      }
      String size = new String(stty.getInputStream().readAllBytes(),
          java.nio.charset.StandardCharsets.US_ASCII);
      int blank = Math.max(size.indexOf(' '), 0);
      return new int[] {number(size.substring(0, blank)), number(size.substring(blank).strip())};
    } catch (IOException e) {
      return new int[2];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new int[2];
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
