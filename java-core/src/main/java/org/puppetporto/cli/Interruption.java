package org.puppetporto.cli;

/** Says what becomes of a change when Ctrl-C or a signal ends this process in the middle of it. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  Interruption(Console console) {
    hook = new Thread(() -> console.error("interrupted; porto-daemon status shows what was reached, and the same"
        + " command or the next run of any kind finishes it"), "interrupted");
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
