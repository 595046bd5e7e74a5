package org.puppetporto.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import org.puppetporto.spec.Probe;
import org.puppetporto.spec.Secret;
import org.puppetporto.spec.property.PropertyValue;

/** A step on the daemon's container, which has the daemon's name. */
public sealed interface ContainerAction extends Action {

  /** Reads stderr and the exit state, which vanish when the container is stopped. */
  record ReadLastWords(String daemon) implements ContainerAction {
    @Override
    public String text() {
      return "read stderr and exit state of " + daemon;
    }
  }

  /** Stops it: TERM, or what the virt_mode wants, then KILL after {@code timeout}. */
  record Stop(String daemon, Duration timeout) implements ContainerAction {
    @Override
    public String text() {
      return "stop container " + daemon + " (KILL after " + timeout.toSeconds() + " s)";
    }
  }

  record Destroy(String daemon) implements ContainerAction {
    @Override
    public String text() {
      return "destroy container " + daemon;
    }
  }

  /** Creates it weak: if we die before it is made permanent, portod takes it away. */
  record CreateWeak(String daemon) implements ContainerAction {
    @Override
    public String text() {
      return "create container " + daemon;
    }
  }

  /**
   * Sets a declared property.
   *
   * @param live whether the container runs meanwhile
   */
  record SetProperty(String daemon, String property, PropertyValue value, boolean live)
      implements ContainerAction {
    @Override
    public String text() {
      return "set " + property + " of " + daemon + " to " + value.canonical() + (live ? " (live)" : "");
    }
  }

  /** Sets a property that is ours and not the definition's, as Porto's text. */
  record SetOwn(String daemon, String property, String value) implements ContainerAction {
    @Override
    public String text() {
      return property.equals("private")
          ? "keep the package list in private of " + daemon
          : "set " + property + " of " + daemon + " to " + value;
    }
  }

  record SetSecrets(String daemon, SortedMap<String, Secret> secrets) implements ContainerAction {
    @Override
    public String text() {
      return "set env_secret of " + daemon + " (" + String.join(", ", secrets.keySet()) + ")";
    }
  }

  record SetLabel(String daemon, String label, String value) implements ContainerAction {
    @Override
    public String text() {
      return "label " + daemon + " with " + label + "="
          + (label.equals(Labels.REVISION) ? Desired.brief(value) : value);
    }
  }

  record Start(String daemon) implements ContainerAction {
    @Override
    public String text() {
      return "start container " + daemon;
    }
  }

  record Resume(String daemon) implements ContainerAction {
    @Override
    public String text() {
      return "resume container " + daemon;
    }
  }

  /**
   * Waits until it is ready.
   *
   * @param minUptime how long the same process must live
   * @param timeout how long that may take
   * @param probe what has to be well then; empty when the process's life is enough
   */
  record AwaitReady(String daemon, Duration minUptime, Duration timeout, Optional<Probe> probe)
      implements ContainerAction {
    @Override
    public String text() {
      return "wait until " + daemon + " is ready (at most " + timeout.toSeconds() + " s"
          + probe.map(asked -> ", by " + asked.check().text()).orElse("") + ")";
    }
  }
}
