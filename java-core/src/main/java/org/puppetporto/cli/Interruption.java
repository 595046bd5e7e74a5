package org.puppetporto.cli;

/** Says what becomes of a change when Ctrl-C or a signal ends this process in the middle of it. */
final class Interruption implements AutoCloseable {
  private static final String TEXT = "interrupted; porto-daemon status shows what was reached, and the same command or"
      + " the next run of any kind finishes it";

  private final Thread hook;

  Interruption(Console console) {
    hook = new Thread(() -> {
      if (console.terminal()) {
        // Below the line of progress, where the terminal has just shown ^C.
        console.err().println();
      }
      console.error(TEXT);
    }, "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It has begun to speak.
    }
  }
}
