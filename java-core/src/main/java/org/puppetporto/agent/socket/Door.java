package org.puppetporto.agent.socket;

import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.bridge.BridgeServer;

/**
 * What serves one caller.
 *
 * @param server the bridge's server
 * @param close lets go of what it opened; called once, when nothing of it runs any more
 */
public record Door(BridgeServer server, Runnable close) {
  /** Makes one for each caller. */
  @FunctionalInterface
  public interface Maker {
    /**
     * @param who the caller's name, for others to read
     * @param refusal why the caller may not change; empty when it may
     * @param out takes each answer
     */
    Door make(String who, Optional<String> refusal, Consumer<String> out);
  }
}
