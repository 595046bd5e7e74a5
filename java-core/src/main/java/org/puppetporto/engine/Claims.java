package org.puppetporto.engine;

import java.util.Collection;
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

  /** Who needs one package: versions by claimant, "" where any will do. */
  private static final class Needs {
    private final SortedMap<String, String> wanted = new TreeMap<>();
    private final SortedMap<String, String> stored = new TreeMap<>();
    /** The version that all who pin one agree on; "" while nobody does, null once two differ. */
    private String pinned = "";

    private void add(SortedMap<String, String> claims, String claimant, String version) {
      claims.put(claimant, version);
      if (pinned != null && !version.isEmpty() && !version.equals(pinned)) {
        pinned = pinned.isEmpty() ? version : null;
      }
    }
  }

  private static final Needs NONE = new Needs();

  private final Map<String, Needs> needs = new HashMap<>();

  /** Claims from the store and from definitions that are about to be applied. */
  public static Claims of(HostState host, Collection<Desired> declared) {
    Claims claims = new Claims();
    Set<String> replaced = new HashSet<>();
    declared.forEach(desired -> replaced.add(desired.name()));
    for (DaemonRecord record : host.daemons().values()) {
      for (RevisionRecord revision : record.revisions()) {
        boolean stands = revision.status() == RevisionStatus.CURRENT || revision.status() == RevisionStatus.APPLYING;
        boolean tried = leftToPortod(record, revision);
        if (stands || tried) {
          // What is declared anew may have another version; that the package is needed stays true until then.
          boolean open = tried || replaced.contains(record.name());
          revision.packages().forEach(
              (name, version) -> claims.stored(name, record.name(), open ? "" : version));
        }
      }
    }
    for (Desired desired : declared) {
      if (!desired.definition().ensure().removes()) {
        desired.definition().packages().forEach(
            (name, version) -> claims.wanted(name, desired.name(), version));
      }
    }
    host.catalog().forEach((name, version) -> claims.wanted(name, CATALOG, version));
    return claims;
  }

  /** Whether it is a first revision that failed: portod goes on starting it, and it may come up. */
  private static boolean leftToPortod(DaemonRecord record, RevisionRecord revision) {
    return revision.status() == RevisionStatus.FAILED && record.revisions().get(0) == revision
        && record.current().isEmpty();
  }

  private void wanted(String name, String claimant, String version) {
    Needs all = needs.computeIfAbsent(name, unused -> new Needs());
    all.add(all.wanted, claimant, version);
  }

  private void stored(String name, String claimant, String version) {
    Needs all = needs.computeIfAbsent(name, unused -> new Needs());
    all.add(all.stored, claimant, version);
  }

  /** Another than {@code daemon} that needs the package. */
  Optional<String> otherClaimant(String packageName, String daemon) {
    Needs all = needs.getOrDefault(packageName, NONE);
    String first = firstOther(all.stored, daemon);
    String declared = firstOther(all.wanted, daemon);
    if (first == null || declared != null && declared.compareTo(first) < 0) {
      first = declared;
    }
    return Optional.ofNullable(first);
  }

  /** Another than {@code daemon} that pins the package to another version, with that version. */
  Optional<Map.Entry<String, String>> conflict(String packageName, String daemon, String version) {
    Needs all = needs.getOrDefault(packageName, NONE);
    // So it is with nearly all packages, and is soon seen.
    if (all.pinned != null && (all.pinned.isEmpty() || all.pinned.equals(version))) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> claim : others(all, daemon).entrySet()) {
      if (!claim.getValue().isEmpty() && !claim.getValue().equals(version)) {
        return Optional.of(claim);
      }
    }
    return Optional.empty();
  }

  /** The first claimant that is not {@code daemon}; null when there is none. */
  private static String firstOther(SortedMap<String, String> claims, String daemon) {
    for (String claimant : claims.keySet()) {
      if (!claimant.equals(daemon)) {
        return claimant;
      }
    }
    return null;
  }

  /** What is declared counts before what is stored of the same claimant. */
  private static SortedMap<String, String> others(Needs needs, String daemon) {
    SortedMap<String, String> all = new TreeMap<>(needs.stored);
    all.putAll(needs.wanted);
    all.remove(daemon);
    return all;
  }
}
