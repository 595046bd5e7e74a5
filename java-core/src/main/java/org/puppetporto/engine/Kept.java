package org.puppetporto.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which .debs a host keeps: those of each daemon's CURRENT revision and of the one before. Pure. */
final class Kept {
  private static final int REVISIONS = 2;

  private Kept() {}

  /** Versions by package. A failed revision was not one to go back to, and does not count. */
  static Map<String, Set<String>> of(HostState state) {
    Map<String, Set<String>> needed = new HashMap<>();
    for (DaemonRecord record : state.daemons().values()) {
      record.revisions().stream()
          .filter(revision -> revision.status() != RevisionStatus.FAILED)
          .limit(REVISIONS)
          .forEach(revision -> revision.packages().forEach(
              (name, version) -> needed.computeIfAbsent(name, unused -> new TreeSet<>()).add(version)));
    }
    return needed;
  }
}
