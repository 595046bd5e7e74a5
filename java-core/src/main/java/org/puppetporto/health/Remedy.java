package org.puppetporto.health;

/** How a watchman has something done about a daemon. */
@FunctionalInterface
public interface Remedy {
  /**
   * Asks the agent's loop for a restart and returns at once. The loop does it under the host lock, with the
   * state as it is then: a daemon in maintenance, stopped by an operator or removed meanwhile is left alone.
   *
   * @param process the process that is to go, by its pid; one that has gone meanwhile needs no restart
   * @param reason why, for the history and status
   */
  void restart(String daemon, String process, String reason);
}
