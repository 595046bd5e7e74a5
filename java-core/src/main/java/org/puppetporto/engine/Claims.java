package org.puppetporto.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who needs which package: daemons as declared, daemons as the store has them, and the catalog's own
 * package resources. What is stored counts until it is replaced, so that the last one to go purges.
 */
public final class Claims {
  /** Name under which the catalog's own package resources claim. */
  static final String CATALOG = "the Puppet catalog";

  private final Map<String, SortedMap<String, String>> wanted = new HashMap<>();
  private final Map<String, SortedMap<String, String>> stored = new HashMap<>();

  /** Claims from the store and from definitions that are about to be applied. */
  public static Claims of(HostState host, Collection<Desired> declared) {
    Claims claims = new Claims();
    Set<String> replaced = new HashSet<>();
    declared.forEach(desired -> replaced.add(desired.name()));
    for (DaemonRecord record : host.daemons().values()) {
      for (RevisionRecord revision : record.revisions()) {
        if (revision.status() == RevisionStatus.CURRENT || revision.status() == RevisionStatus.APPLYING) {
          // What is declared anew may have another version; that the package is needed stays true until then.
          boolean open = replaced.contains(record.name());
          revision.packages().forEach(
              (name, version) -> add(claims.stored, name, record.name(), open ? "" : version));
        }
      }
    }
    for (Desired desired : declared) {
      if (!desired.definition().ensure().removes()) {
        desired.definition().packages().forEach(
            (name, version) -> add(claims.wanted, name, desired.name(), version));
      }
    }
    host.catalog().forEach((name, version) -> add(claims.wanted, name, CATALOG, version));
    return claims;
  }

  private static void add(
      Map<String, SortedMap<String, String>> claims, String name, String claimant, String version) {
    claims.computeIfAbsent(name, unused -> new TreeMap<>()).put(claimant, version);
  }

  /** Another than {@code daemon} that needs the package. */
  Optional<String> otherClaimant(String packageName, String daemon) {
    return others(packageName, daemon).keySet().stream().findFirst();
  }

  /** Another than {@code daemon} that pins the package to another version, with that version. */
  Optional<Map.Entry<String, String>> conflict(String packageName, String daemon, String version) {
    return others(packageName, daemon).entrySet().stream()
        .filter(claim -> !claim.getValue().isEmpty() && !claim.getValue().equals(version))
        .findFirst();
  }

  private SortedMap<String, String> others(String packageName, String daemon) {
    SortedMap<String, String> all = new TreeMap<>(stored.getOrDefault(packageName, Collections.emptySortedMap()));
    all.putAll(wanted.getOrDefault(packageName, Collections.emptySortedMap()));
    all.remove(daemon);
    return all;
  }
}
