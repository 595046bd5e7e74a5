package org.puppetporto.agent;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.agent.socket.Door;
import org.puppetporto.agent.socket.Guest;
import org.puppetporto.bridge.BridgeServer;
import org.puppetporto.bridge.CoreVersion;
import org.puppetporto.bridge.Gate;
import org.puppetporto.engine.Engine;

/**
 * Serves each caller of the socket by an engine of its own: what one declares is no matter of the others. What
 * was read of files is shared, so that a run of Puppet finds it read.
 */
final class Doors implements Door.Maker {
  private final Engine model;
  private final Path stateDir;
  private final Renewal renewal;

  /**
   * @param model what callers' engines are like
   * @param stateDir the state store's
   */
  Doors(Engine model, Path stateDir, Renewal renewal) {
    this.model = model;
    this.stateDir = stateDir;
    this.renewal = renewal;
  }

  @Override
  public Door make(Guest guest, Consumer<String> out) {
    BridgeServer[] server = new BridgeServer[1];
    Engine engine = model.another(text -> server[0].waiting(text)).actingFor(guest.name());
    Gate gate = new Gate() {
      @Override
      public Optional<String> outdated(String version) {
        return renewal.outdated(version);
      }

      @Override
      public Optional<String> refusal() {
        return guest.refusal();
      }

      @Override
      public boolean speaksForOthers() {
        return guest.root();
      }
    };
    server[0] = new BridgeServer(() -> engine, CoreVersion.text(), gate, Optional.of(stateDir), out);
    return new Door(server[0], engine::close);
  }
}
