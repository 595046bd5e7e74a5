package org.puppetporto.status;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a reader of counters stands: what it has been told.
 *
 * @param at when that was; empty before the first time
 * @param marks the counters it was told, by daemon
 */
public record Cursor(Optional<Instant> at, SortedMap<String, Counters> marks) {
  /** Of a reader that was told nothing yet. */
  public static final Cursor START = new Cursor(Optional.empty(), new TreeMap<>());

  public Cursor {
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  /**
   * What happened since; never negative. The first time nothing did: what was before is not news. A daemon
   * that appeared since is counted from its begin, as is a container that was made anew.
   */
  public Counts since(DaemonStatus daemon) {
    if (at.isEmpty() || !daemon.known()) {
      return Counts.NONE;
    }
    Counters now = daemon.counters();
    Counters before = marks.getOrDefault(daemon.name(), new Counters(0, now.incarnation(), 0));
    boolean same = before.incarnation().equals(now.incarnation());
    return new Counts(
        grown(same ? before.respawns() : 0, now.respawns()), grown(before.restarts(), now.restarts()));
  }

  /** A counter below its mark has begun anew. */
  private static long grown(long before, long now) {
    return now >= before ? now - before : now;
  }

  /** After the reader was told of all these. A daemon that Porto did not tell of keeps its mark. */
  public Cursor advance(HostStatus host) {
    SortedMap<String, Counters> told = new TreeMap<>();
    for (DaemonStatus daemon : host.daemons()) {
      if (daemon.known()) {
        told.put(daemon.name(), daemon.counters());
      } else if (marks.containsKey(daemon.name())) {
        told.put(daemon.name(), marks.get(daemon.name()));
      }
    }
    return new Cursor(Optional.of(host.at()), told);
  }
}
