package org.puppetporto.cli;

import org.puppetporto.engine.Progress;

/** Shows on a terminal, in one line that goes away, what is being done. Silent elsewhere. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final String CLEAR = "\r\033[K";
  private static final int BAR = 20;

  private final Console console;
  private final int width;
  private boolean shown;

  ProgressLine(Console console) {
    this.console = console;
    this.width = console.terminal() ? console.width() : 0;
  }

  @Override
  public void report(String daemon, String action, String text, int percent) {
    if (!console.terminal()) {
      return;
    }
    String line = daemon + ": " + bar(percent) + action + (text.isEmpty() ? "" : ": " + text);
    console.err().print(CLEAR + line.substring(0, Math.min(line.length(), Math.max(width - 1, 1))));
    console.err().flush();
    shown = true;
  }

  private static String bar(int percent) {
    if (percent < 0) {
      return "";
    }
    int done = Math.min(percent, 100) * BAR / 100;
    return "[" + "#".repeat(done) + " ".repeat(BAR - done) + "] ";
  }

  @Override
  public void close() {
    if (shown) {
      console.err().print(CLEAR);
      console.err().flush();
      shown = false;
    }
  }
}
