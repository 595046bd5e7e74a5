package org.puppetporto.porto;

import java.util.List;
import java.util.Map;

/**
 * How a {@link ChildCommand} ended.
 *
 * @param exitCode its exit code; minus the signal that killed it; -99 when that was for want of memory
 * @param timedOut whether it had not ended at its deadline; there is no exit code then
 * @param stdout what it wrote, as far as it was kept
 * @param stderr what it wrote, as far as it was kept
 */
public record ChildResult(int exitCode, boolean timedOut, String stdout, String stderr) {
  static final List<String> ASKED = List.of("exit_code", "stdout", "stderr");
  private static final int NONE = 256;

  static ChildResult of(Map<String, PropertyResult> answer, boolean timedOut) {
    return new ChildResult(number(text(answer, "exit_code")), timedOut, text(answer, "stdout"),
        text(answer, "stderr"));
  }

  /** Whether it ended by itself, and well. */
  public boolean succeeded() {
    return !timedOut && exitCode == 0;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return NONE;
    }
  }

  private static String text(Map<String, PropertyResult> answer, String property) {
    PropertyResult result = answer.get(property);
    return result != null && result.ok() ? result.value() : "";
  }
}
