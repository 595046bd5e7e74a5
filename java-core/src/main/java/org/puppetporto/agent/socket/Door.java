package org.puppetporto.agent.socket;

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
    /** @param out takes each answer */
    Door make(Guest guest, Consumer<String> out);
  }
}
