package org.puppetporto.cli.doctor;

import org.puppetporto.engine.EngineException;

/** Asks the agent whether it is there; within a bound. */
public interface AgentProbe {
  /** @throws EngineException when it does not answer in time, or is of another version */
  void greet() throws EngineException;
}
