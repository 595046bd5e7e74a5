package org.puppetporto.engine;

/** Is told what a running plan does. */
@FunctionalInterface
public interface Progress {
  /**
   * @param daemon which daemon
   * @param action the action's text
   * @param text what goes on in it; "" at its begin
   * @param percent 0 to 100 within the action, -1 when not known
   */
  void report(String daemon, String action, String text, int percent);

  /** Tells nobody. */
  Progress NONE = (daemon, action, text, percent) -> { };
}
