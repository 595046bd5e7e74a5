package org.puppetporto.apt;

import java.util.List;

/** What {@code apt-get -s} says a transaction would do. */
public record Simulation(List<Change> changes) {
  public enum Kind { INSTALL, UPGRADE, DOWNGRADE, CONFIGURE, REMOVE, PURGE }

  /**
   * @param fromVersion version before, "" when not installed
   * @param toVersion version after, "" when removed
   */
  public record Change(Kind kind, String name, String fromVersion, String toVersion) {
    public boolean takesAway() {
      return kind == Kind.REMOVE || kind == Kind.PURGE;
    }
  }

  public Simulation {
    changes = List.copyOf(changes);
  }
}
