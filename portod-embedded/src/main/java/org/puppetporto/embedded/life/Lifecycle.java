package org.puppetporto.embedded.life;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.puppetporto.embedded.form.Blank;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Labels;
import org.puppetporto.embedded.model.Names;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.process.HostSystem;
import org.puppetporto.embedded.property.PropertyTable;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.volume.Volumes;

/** Everything that happens to containers, one action at a time on each. */
public final class Lifecycle {
  /** How long a process may take to end when the request says nothing. */
  public static final long DEFAULT_STOP_TIMEOUT_MS = 30_000;
  private final Parts parts;
  private final Registry registry;
  private final Transitions transitions;
  private final Stopper stopper;
  private final Resources resources;
  private final HostSystem host;
  private final Store store;
  private final Volumes volumes;
  private final PropertyTable properties;
  private final Events events;

  Lifecycle(Parts parts, HostSystem host, Store store, Volumes volumes, PropertyTable properties,
      Events events) {
    this.parts = parts;
    this.registry = parts.registry();
    this.transitions = parts.transitions();
    this.stopper = parts.stopper();
    this.resources = parts.resources();
    this.host = host;
    this.store = store;
    this.volumes = volumes;
    this.properties = properties;
    this.events = events;
  }

  public Container create(String name, Client client, boolean weak) {
    Names.check(name, client.isSuperUser());
    Container container = registry.create(name);
    container.owner(client.owner());
    container.task(client.owner());
    if (weak) {
      container.setting("weak", "true");
      container.markExplicit("weak", true);
    }
    store.save(container);
    events.changed(container, "", "");
    return container;
  }

  public void destroy(Container container) {
    destroyIf(container, c -> true);
  }

  /** Destroys the container if the condition still holds once it is this request's turn. */
  void destroyIf(Container container, Predicate<Container> condition) {
    try (ActionLocks.Held held = lock(container)) {
      if (!condition.test(container)) {
        return;
      }
      stopper.stop(container, 0);
      var subtree = registry.subtree(container);
      for (int i = subtree.size() - 1; i >= 0; i--) {
        Container c = subtree.get(i);
        volumes.unlinkAll(c.name());
        parts.places().removeRunDir(c);
        registry.remove(c);
        store.remove(c);
        transitions.to(c, State.DESTROYED);
      }
    }
  }

  public void start(Container container, Client client) {
    try (ActionLocks.Held held = lock(container)) {
      checkVolumes(container);
      parts.starter().start(container, client);
    }
  }

  private void checkVolumes(Container container) {
    for (String path : Escaped.split(properties.get(container, null, "volumes_required"), ';')) {
      if (!volumes.exists(container.name(), path)) {
        throw new PortoFailure(ErrorCode.VOLUME_NOT_FOUND, "Required volume " + path + " not found");
      }
    }
  }

  public void stop(Container container, long timeoutMs) {
    try (ActionLocks.Held held = lock(container)) {
      stopper.stop(container, timeoutMs);
    }
  }

  /** Sends a signal to the container's own process. */
  public void kill(Container container, int signal) {
    if (container.state() != State.RUNNING) {
      throw PortoFailure.invalidState("invalid container state=" + container.state().word());
    }
    if (!host.kill(container.run().pid(), signal)) {
      throw PortoFailure.system("Invalid argument", "kill(" + container.run().pid() + ", " + signal + ")");
    }
  }

  public void pause(Container container) {
    try (ActionLocks.Held held = lock(container)) {
      if (!container.state().isUp()) {
        throw PortoFailure.invalidState("Contaner not running");
      }
      for (Container c : registry.subtree(container)) {
        if (c.state().isUp()) {
          resources.freeze(c);
          transitions.to(c, State.PAUSED);
        }
      }
    }
  }

  public void resume(Container container) {
    try (ActionLocks.Held held = lock(container)) {
      if (container.parent().state() == State.PAUSED) {
        throw PortoFailure.invalidState("Parent container is paused");
      }
      if (container.state() != State.PAUSED) {
        throw PortoFailure.invalidState("Container not paused");
      }
      for (Container c : registry.subtree(container)) {
        if (c.state() == State.PAUSED) {
          resources.thaw(c);
          transitions.to(c, c.isMeta() ? State.META : State.RUNNING);
        }
      }
    }
  }

  public void respawn(Container container) {
    try (ActionLocks.Held held = lock(container)) {
      checkRespawn(container);
      parts.starter().respawn(container);
    }
  }

  /** Runs something that changes the container while nothing else happens to it. */
  public void change(Container container, Runnable change) {
    try (ActionLocks.Held held = lock(container)) {
      change.run();
      if (!container.isRoot()) {
        store.save(container);
      }
    }
  }

  /** As {@link #change}, but what was changed before a refusal is taken back. */
  public void changeOrRestore(Container container, Runnable change) {
    change(container, () -> {
      Snapshot before = Snapshot.of(container);
      try {
        change.run();
      } catch (RuntimeException e) {
        before.restore(container);
        throw e;
      }
    });
  }

  /** Sets a property or a label as a client asked. */
  public void set(Container container, Client client, String property, String value) {
    changeOrRestore(container, () -> {
      String name = properties.set(container, client, property, value);
      if (container.state().hasResources() && container.state() != State.DEAD) {
        resources.apply(container, name);
        if (name.equals("volumes_required")) {
          checkVolumes(container);
        }
      }
      if (name.equals(property) && properties.find(name) == null) {
        events.changed(container, name, Blank.trim(value));
      }
    });
  }

  /** Sets a label to what is computed from the present value (null when it has none). */
  public void label(Container container, String label, UnaryOperator<String> compute) {
    change(container, () -> {
      String present = container.label(label);
      String value = compute.apply(present);
      if (present == null && !value.isEmpty()) {
        Labels.checkCount(container, 1);
      }
      container.label(label, value);
      events.changed(container, label, value);
    });
  }

  /** Destroys the container if it is still weak: its creator went away. */
  public void abandon(Container container) {
    if (registry.find(container.name()) != container) {
      return;
    }
    try {
      // Somebody may make it permanent, or destroy it, before it is our turn.
      destroyIf(container, c -> c.flag("weak"));
    } catch (PortoFailure e) {
      if (e.code() != ErrorCode.CONTAINER_DOES_NOT_EXIST) {
        throw e;
      }
    }
  }

  private void checkRespawn(Container container) {
    PortoFailure refusal = Deaths.mayRespawn(container);
    if (refusal != null || container.state() != State.DEAD && container.state() != State.RESPAWNING) {
      throw refusal != null ? refusal
          : PortoFailure.invalidState("Cannot respawn: container in state=" + container.state().word());
    }
  }

  /** The lock, if the container still exists once it is this request's turn. */
  private ActionLocks.Held lock(Container container) {
    ActionLocks.Held held = parts.locks().acquire(container);
    if (!container.isRoot() && registry.find(container.name()) != container) {
      held.close();
      throw new PortoFailure(ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + container.name()
          + " not found");
    }
    return held;
  }
}
