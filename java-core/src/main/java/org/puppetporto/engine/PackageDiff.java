package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Policy;

/** What a daemon's packages are, against what they should be. Pure. */
final class PackageDiff {
  private static final String MISSING = "(missing)";
  private final Observation seen;
  private final String daemon;

  PackageDiff(Observation seen, String daemon) {
    this.seen = seen;
    this.daemon = daemon;
  }

  /**
   * Adds the differences of packages.
   *
   * @param leaving see {@link #leaving}
   * @param made packages of the revision that the container was made for; empty when that is not known
   */
  void addDifferences(Definition definition, SortedSet<String> leaving, Optional<SortedMap<String, String>> made,
      List<Difference> differences) {
    for (Map.Entry<String, String> declared : definition.packages().entrySet()) {
      String name = declared.getKey();
      String version = declared.getValue();
      String now = now(name);
      String then = made.isPresent() ? made.get().getOrDefault(name, version) : version;
      if (!now.equals(version)) {
        differences.add(difference(name, now, version, Disruption.RESTART));
      } else if (!then.equals(version)) {
        // Another daemon's transaction has brought it already; our process still runs the old one.
        differences.add(difference(name, then, version, Disruption.RESTART));
      }
    }
    for (String name : leaving) {
      // A process that was started without the package does not care.
      boolean used = made.map(packages -> packages.containsKey(name)).orElse(true);
      differences.add(difference(name, now(name), "(purged)", used ? Disruption.RESTART : Disruption.NONE));
    }
  }

  private static Difference difference(String name, String was, String becomes, Disruption disruption) {
    return new Difference(Difference.Aspect.PACKAGES, "packages." + name, was, becomes, disruption);
  }

  /** The version that is installed, "(missing)", or the version with the state it is stuck in. */
  private String now(String name) {
    Optional<InstalledPackage> found = seen.packages().find(name);
    if (found.isEmpty() || found.get().state().equals("not-installed")
        || found.get().state().equals("config-files")) {
      return MISSING;
    }
    InstalledPackage known = found.get();
    return known.installed() ? known.version() : known.version() + " (" + known.state() + ")";
  }

  /** Packages of ours that the definition no longer names and nobody else needs. */
  SortedSet<String> leaving(Definition definition, SortedMap<String, String> before) {
    SortedSet<String> leaving = Collections.emptySortedSet();
    for (String name : before.keySet()) {
      if (!definition.packages().containsKey(name) && purgeable(name, false)) {
        leaving = leaving.isEmpty() ? new TreeSet<>() : leaving;
        leaving.add(name);
      }
    }
    return leaving;
  }

  /** Whether nothing of the package is on the host, not even its configuration. */
  boolean missing(String name) {
    return seen.packages().find(name).filter(found -> !found.state().equals("not-installed")).isEmpty();
  }

  /** Whether the package is on the host, ours (or all the same by policy), and nobody else needs it. */
  boolean purgeable(String name, boolean purgePreexisting) {
    return !missing(name)
        && (purgePreexisting || seen.host().brought().contains(name))
        && seen.claims().otherClaimant(name, daemon).isEmpty();
  }

  /** Packages of the definition that are on the host and that nobody has noted as brought by us. */
  SortedSet<String> preexisting(Definition definition) {
    SortedSet<String> names = new TreeSet<>();
    for (String name : definition.packages().keySet()) {
      // Half-installed counts as well: our own transaction may have been cut off while it upgraded the package.
      boolean here = !now(name).equals(MISSING);
      if (here && !seen.host().brought().contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** Packages of the definition that dpkg left half-way. */
  List<String> broken(Map<String, String> packages) {
    List<String> broken = new ArrayList<>();
    for (String name : packages.keySet()) {
      if (seen.packages().find(name).filter(InstalledPackage::broken).isPresent()) {
        broken.add(name);
      }
    }
    return broken;
  }

  /**
   * The one transaction that brings the packages about. It names every declared package, also those
   * that are right, so that apt cannot move one of them to satisfy another.
   */
  Optional<AptTransaction> transaction(Definition definition, SortedSet<String> leaving)
      throws EngineException {
    boolean missing = false;
    for (Map.Entry<String, String> wanted : definition.packages().entrySet()) {
      checkConflict(definition, wanted.getKey(), wanted.getValue());
      missing |= !now(wanted.getKey()).equals(wanted.getValue());
    }
    if (!missing && leaving.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(transaction(definition.policy(), definition.packages(), leaving));
  }

  static AptTransaction transaction(
      Policy policy, SortedMap<String, String> install, SortedSet<String> remove) {
    return new AptTransaction(install, remove, true, policy.allowDowngrade(), policy.changeHeld(),
        policy.conffiles() == Policy.Conffiles.REPLACE, policy.suppressServices());
  }

  static AptTransaction purge(Policy policy, SortedSet<String> remove) {
    return transaction(policy, new TreeMap<>(), remove);
  }

  private void checkConflict(Definition definition, String name, String version) throws EngineException {
    Optional<Map.Entry<String, String>> other = seen.claims().conflict(name, daemon, version);
    if (other.isPresent()) {
      throw new EngineException(Fault.REFUSED,
          definition.origin() + ": spec.packages." + name + ": " + version + " is declared here, and "
              + other.get().getValue() + " by " + other.get().getKey()
              + "; a host has one version of a package, so declare the same one in both");
    }
  }
}
