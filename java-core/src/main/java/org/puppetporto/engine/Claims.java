package org.puppetporto.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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
    for (DaemonRecord record : host.daemons().values()) {
      for (RevisionRecord revision : record.revisions()) {
        if (revision.status() == RevisionStatus.CURRENT || revision.status() == RevisionStatus.APPLYING) {
          revision.packages().forEach((name, version) -> add(claims.stored, name, record.name(), version));
        }
      }
    }
    for (Desired desired : declared) {
      claims.stored.values().forEach(claimants ->
          claimants.computeIfPresent(desired.name(), (name, version) -> ""));
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
    SortedMap<String, String> all = new TreeMap<>(stored.getOrDefault(packageName, new TreeMap<>()));
    all.putAll(wanted.getOrDefault(packageName, new TreeMap<>()));
    all.remove(daemon);
    return all;
  }
}
