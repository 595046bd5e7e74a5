package org.puppetporto.agent;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.agent.socket.Door;
import org.puppetporto.agent.socket.Guest;
import org.puppetporto.bridge.BridgeServer;
import org.puppetporto.bridge.CoreVersion;
import org.puppetporto.bridge.Gate;
import org.puppetporto.engine.ActionListener;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.status.StartReadiness;

/** Serves each caller of the socket by an engine of its own: what one declares is no matter of the others. */
final class Doors implements Door.Maker {
  private final Map<String, String> environment;
  private final ActionListener listener;
  private final Renewal renewal;

  /** @param listener told of every action that callers have taken */
  Doors(Map<String, String> environment, ActionListener listener, Renewal renewal) {
    this.environment = environment;
    this.listener = listener;
    this.renewal = renewal;
  }

  @Override
  public Door make(Guest guest, Consumer<String> out) {
    StartReadiness readiness = StartReadiness.of(HostPaths.from(environment));
    Engine engine = Engine.open(environment, readiness, listener).actingFor(guest.name());
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
    return new Door(new BridgeServer(() -> engine, CoreVersion.text(), gate,
        Optional.of(HostPaths.from(environment).stateDir()), out), engine::close);
  }
}
