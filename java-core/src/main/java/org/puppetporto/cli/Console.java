package org.puppetporto.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a command reads and writes.
 *
 * @param terminal whether a person looks at the output
 */
record Console(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment,
    boolean terminal) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  /** One line of an error, beginning like those of other tools. */
  void error(String message) {
    err.println("porto-daemon: " + message);
  }

  void warning(String message) {
    err.println("porto-daemon: warning: " + message);
  }

  /** Who is at work, for others to read: the one behind sudo, where there is one. */
  String user() {
    String behindSudo = environment.getOrDefault("SUDO_USER", "");
    return behindSudo.isEmpty() ? System.getProperty("user.name", "unknown") : behindSudo;
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
    int asked = askTerminal();
    return asked > 0 ? asked : DEFAULT_WIDTH;
  }

  /** {@code stty size} prints rows and columns of its standard input. */
  private static int askTerminal() {
    try {
      Process stty = new ProcessBuilder(List.of("stty", "size"))
          .redirectInput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return 0;
      }
      String size = new String(stty.getInputStream().readAllBytes(),
          java.nio.charset.StandardCharsets.US_ASCII);
      return number(size.substring(size.indexOf(' ') + 1).strip());
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
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
