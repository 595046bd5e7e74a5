package org.puppetporto.engine;

import java.util.List;
import java.util.Map;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyResult;

/**
 * What a container can still tell before it is stopped: Porto forgets it then.
 *
 * @param state its state
 * @param cause exit code, signal, OOM or start error in words; "" when it has not died
 * @param stderr the last lines of its stderr; "" when there are none
 */
public record LastWords(String state, String cause, String stderr) {
  private static final List<String> ASKED =
      List.of("state", "exit_code", "oom_killed", "start_error", "stderr");
  private static final int LINES = 10;
  private static final int LENGTH = 2000;
  private static final int OUT_OF_MEMORY = -99;

  /** Reads them; a container that is gone has none. */
  public static LastWords read(Containers containers, String name) throws PortoException {
    Map<String, PropertyResult> answer =
        containers.get(List.of(name), ASKED, false).getOrDefault(name, Map.of());
    String cause = cause(text(answer, "exit_code"), "true".equals(text(answer, "oom_killed")));
    String startError = text(answer, "start_error");
    if (cause.isEmpty() && !startError.isEmpty()) {
      cause = startError;
    }
    return new LastWords(text(answer, "state"), cause, tail(text(answer, "stderr")));
  }

  private static String text(Map<String, PropertyResult> answer, String property) {
    PropertyResult result = answer.get(property);
    return result != null && result.ok() ? result.value() : "";
  }

  private static String cause(String exitCode, boolean outOfMemory) {
    if (exitCode.isEmpty()) {
      return "";
    }
    if (outOfMemory || exitCode.equals(String.valueOf(OUT_OF_MEMORY))) {
      return "killed for want of memory (memory_limit)";
    }
    return exitCode.startsWith("-") ? "killed by signal " + exitCode.substring(1) : "exit code " + exitCode;
  }

  private static String tail(String text) {
    String end = text.strip();
    int from = end.length();
    for (int line = 0; line < LINES && from >= 0; line++) {
      from = end.lastIndexOf('\n', from - 1);
    }
    return end.substring(Math.max(from + 1, end.length() - LENGTH));
  }

  /** One line for an event; "" when there is nothing to tell. */
  String text() {
    String told = cause;
    if (!stderr.isEmpty()) {
      told += (told.isEmpty() ? "" : "; ") + "stderr: " + stderr.replace("\n", " | ");
    }
    return told;
  }
}
