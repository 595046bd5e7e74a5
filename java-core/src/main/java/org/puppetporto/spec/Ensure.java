package org.puppetporto.spec;

import java.util.Locale;

/** What a daemon is declared to be. {@code present} in Puppet is {@link #RUNNING}. */
public enum Ensure {
  /** Container started in the current configuration, packages installed at their versions. */
  RUNNING,
  /** Container created and kept stopped, packages installed. */
  STOPPED,
  /** Container destroyed, packages kept. */
  ABSENT,
  /** Container destroyed, packages purged when ours and unclaimed. */
  PURGED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Whether only the daemon's name matters: nothing else of the definition is looked at. */
  public boolean removes() {
    return this == ABSENT || this == PURGED;
  }

  /** The word used in Hiera, JSON and messages. */
  public String word() {
    return word;
  }
}
