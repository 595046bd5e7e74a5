package org.puppetporto.porto;

import java.util.Locale;

/**
 * Porto's container states, with {@link #DESTROYED}, which only a watch is told of, and {@link #UNKNOWN} for a
 * word this client does not know.
 */
public enum ContainerState {
  STOPPED, STARTING, RUNNING, STOPPING, PAUSED, META, RESPAWNING, DEAD, DESTROYED, UNKNOWN;

  /** The word Porto uses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static ContainerState of(String word) {
    for (ContainerState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
