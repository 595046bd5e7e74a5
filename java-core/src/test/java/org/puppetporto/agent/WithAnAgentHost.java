package org.puppetporto.agent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of an agent at work share: a host of its own for each. */
abstract class WithAnAgentHost {
  AgentHost host;

  @BeforeEach
  final void openHost() throws Exception {
    host = new AgentHost();
  }

  @AfterEach
  final void closeHost() throws Exception {
    host.close();
  }

  static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }
}
