package org.puppetporto.embedded.model;

import java.util.Locale;

/** A container's state, by Porto's words. */
public enum State {
  STOPPED, STARTING, RUNNING, STOPPING, PAUSED, META, RESPAWNING, DEAD, DESTROYED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether children may run below a container in this state. */
  public boolean isUp() {
    return this == RUNNING || this == META;
  }

  /** Whether processes and resources may exist. */
  public boolean hasResources() {
    return this != STOPPED && this != DESTROYED;
  }
}
