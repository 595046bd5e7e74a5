package org.puppetporto.porto;

import java.util.Locale;

/**
 * Porto's container states, with {@link #DESTROYED}, which only a watch is told of, and {@link #UNKNOWN} for a
 * word this client does not know.
 */
public enum ContainerState {
  STOPPED, STARTING, RUNNING, STOPPING, PAUSED, META, RESPAWNING, DEAD, DESTROYED, UNKNOWN;

  private static final ContainerState[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word Porto uses. */
  public String word() {
    return word;
  }

  public static ContainerState of(String word) {
    for (ContainerState state : ALL) {
      if (state.word.equals(word)) {
        return state;
      }
    }
    return UNKNOWN;
  }
}
