package org.puppetporto.engine;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that the state store holds, read at once.
 *
 * @param daemons by name
 * @param brought packages that came to this host through us
 * @param preexisting packages that a daemon claims and that were here before
 * @param catalog the Puppet catalog's own package resources: version by name, "" when not pinned
 * @param lost what should be here and is not known
 * @param unknown what could not be read and is not known, in sentences; empty in health
 */
public record HostState(
    SortedMap<String, DaemonRecord> daemons,
    SortedSet<String> brought,
    SortedSet<String> preexisting,
    SortedMap<String, String> catalog,
    Lost lost,
    List<String> unknown) {

  /** How the origin of a definition from a catalog begins. */
  private static final String RESOURCE = "Porto_daemon[";

  public static final HostState EMPTY = new HostState(
      new TreeMap<>(), new TreeSet<>(), new TreeSet<>(), new TreeMap<>(), Lost.NOTHING, List.of());

  public HostState {
    daemons = Collections.unmodifiableSortedMap(new TreeMap<>(daemons));
    brought = Collections.unmodifiableSortedSet(new TreeSet<>(brought));
    preexisting = Collections.unmodifiableSortedSet(new TreeSet<>(preexisting));
    catalog = Collections.unmodifiableSortedMap(new TreeMap<>(catalog));
    unknown = List.copyOf(unknown);
  }

  public DaemonRecord daemon(String name) {
    DaemonRecord record = daemons.get(name);
    return record == null ? DaemonRecord.empty(name) : record;
  }

  /** Whether Puppet was the last to declare a daemon: a definition in a directory of files yields to it. */
  public boolean byPuppet(String name) {
    return daemon(name).current()
        .filter(revision -> ofPuppet(String.valueOf(revision.document().get("origin")))).isPresent();
  }

  /** Whether it is the origin of a definition that Puppet declares. */
  static boolean ofPuppet(String origin) {
    return origin.startsWith(RESOURCE);
  }

  HostState with(DaemonRecord record) {
    SortedMap<String, DaemonRecord> all = new TreeMap<>(daemons);
    all.put(record.name(), record);
    return new HostState(all, brought, preexisting, catalog, lost, unknown);
  }

  HostState withCatalog(Map<String, String> claims) {
    return new HostState(daemons, brought, preexisting, new TreeMap<>(claims), lost, unknown);
  }

  HostState withPackages(SortedSet<String> newBrought, SortedSet<String> newPreexisting) {
    return new HostState(daemons, newBrought, newPreexisting, catalog, lost, unknown);
  }

  HostState withLost(Lost newLost) {
    return new HostState(daemons, brought, preexisting, catalog, newLost, unknown);
  }

  HostState withUnknown(List<String> sentences) {
    return new HostState(daemons, brought, preexisting, catalog, lost, sentences);
  }
}
