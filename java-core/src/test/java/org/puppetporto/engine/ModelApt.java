package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.AptProgress;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.apt.DpkgStatus;
import org.puppetporto.apt.InstalledPackage;
import org.puppetporto.apt.PackageManager;
import org.puppetporto.apt.Simulation;

/** A host's packages in memory. */
final class ModelApt implements PackageManager {
  final SortedMap<String, InstalledPackage> packages = new TreeMap<>();
  /** Packages whose installation fails half-way, at which version. */
  final Map<String, String> broken = new HashMap<>();
  /** Versions no source has. */
  final Set<String> missing = new HashSet<>();
  /** What apt would remove when it installs the key. */
  final Map<String, String> conflicts = new HashMap<>();
  /** Happens as the download begins. */
  Runnable beforeFetch = () -> { };
  /** Whether dpkg finds the disk full. */
  boolean full;
  /** Whether no .deb of an older version is to be had. */
  boolean forgotten;
  /** How often apt was asked what it would do. */
  int simulations;
  /** Every package that was taken away. */
  final Set<String> removed = new HashSet<>();
  private final Tripwire tripwire;

  ModelApt(Tripwire tripwire) {
    this.tripwire = tripwire;
  }

  void install(String name, String version) {
    packages.put(name, new InstalledPackage(name, version, "install", "ok", "installed", false));
  }

  @Override
  public DpkgStatus status() {
    return new DpkgStatus(packages);
  }

  @Override
  public void awaitIdle() {
    // Nothing runs beside the model.
  }

  @Override
  public Simulation simulate(AptTransaction transaction, boolean readOnly) throws AptException {
    simulations++;
    List<Simulation.Change> changes = new ArrayList<>();
    for (Map.Entry<String, String> wanted : transaction.install().entrySet()) {
      checkKnown(wanted.getKey(), wanted.getValue());
      InstalledPackage now = packages.get(wanted.getKey());
      if (now == null || !now.installed() || !now.version().equals(wanted.getValue())) {
        changes.add(new Simulation.Change(Simulation.Kind.INSTALL, wanted.getKey(),
            now == null ? "" : now.version(), wanted.getValue()));
        String victim = conflicts.get(wanted.getKey());
        if (victim != null && packages.containsKey(victim)) {
          changes.add(new Simulation.Change(
              Simulation.Kind.REMOVE, victim, packages.get(victim).version(), ""));
        }
      }
    }
    for (String name : transaction.remove()) {
      if (packages.containsKey(name)) {
        changes.add(new Simulation.Change(Simulation.Kind.PURGE, name, packages.get(name).version(), ""));
      }
    }
    return new Simulation(changes);
  }

  private void checkKnown(String name, String version) throws AptException {
    if (missing.contains(name + "=" + version)) {
      throw new AptException(AptException.Reason.VERSION_UNKNOWN, "no source has " + name + " " + version);
    }
  }

  @Override
  public void fetch(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException {
    beforeFetch.run();
    for (Map.Entry<String, String> wanted : transaction.install().entrySet()) {
      checkKnown(wanted.getKey(), wanted.getValue());
    }
    tripwire.pass("after fetch");
  }

  @Override
  public Map<AptTransaction, AptException> fetchAll(
      Collection<AptTransaction> transactions, Consumer<AptProgress> progress) {
    return Map.of();
  }

  @Override
  public void run(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException {
    tripwire.pass("before apt-get");
    if (full) {
      throw new AptException(AptException.Reason.NO_SPACE, "No space left on device");
    }
    for (String name : transaction.remove()) {
      if (packages.remove(name) != null) {
        removed.add(name);
      }
      tripwire.pass("after purge of " + name);
    }
    for (Map.Entry<String, String> wanted : transaction.install().entrySet()) {
      String name = wanted.getKey();
      packages.put(name, new InstalledPackage(
          name, wanted.getValue(), "install", "ok", "half-configured", false));
      tripwire.pass("after unpacking " + name);
      if (wanted.getValue().equals(broken.get(name))) {
        throw new AptException(AptException.Reason.DPKG_FAILED, name + ": post-installation script failed");
      }
      install(name, wanted.getValue());
      tripwire.pass("after configuring " + name);
    }
  }

  @Override
  public void repair(Consumer<AptProgress> progress) throws AptException {
    for (InstalledPackage known : new ArrayList<>(packages.values())) {
      if (known.broken()) {
        if (known.version().equals(broken.get(known.name()))) {
          throw new AptException(AptException.Reason.DPKG_FAILED, known.name() + ": still fails");
        }
        install(known.name(), known.version());
      }
    }
    tripwire.pass("after repair");
  }

  @Override
  public Set<String> keep(Map<String, String> wanted) {
    return Set.of();
  }

  @Override
  public boolean canKeep(Map<String, String> wanted) {
    return !forgotten;
  }

  @Override
  public void prune(Map<String, Set<String>> stillNeeded) {
    // The model keeps no files.
  }
}
