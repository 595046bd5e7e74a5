package org.puppetporto.agent;

import java.util.Map;
import java.util.function.LongSupplier;
import org.puppetporto.engine.ActionListener;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.Readiness;

/**
 * What an agent finds where it runs.
 *
 * @param nanos a monotonic clock, in nanoseconds, by which pauses and intervals go
 * @param jar the one it runs from
 * @param engines opens the engine that acts; that one, and nothing of the agent's, knows the host's clock
 */
record Surroundings(LongSupplier nanos, OwnJar jar, Opening engines) {
  /** How an engine is opened. */
  @FunctionalInterface
  interface Opening {
    Engine open(Map<String, String> environment, Readiness readiness, ActionListener actions);
  }

  static Surroundings found() {
    return new Surroundings(System::nanoTime, OwnJar.found(), Engine::open);
  }
}
