package org.puppetporto.apt;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of dpkg's status file: what was installed when it was read.
 *
 * @param packages by name; a package of a foreign architecture by {@code name:architecture}; not to be changed
 *     any more by whoever gives it away: thousands of packages are not copied for each observation
 * @param architecture the host's own, "" when not known
 * @param interrupted whether dpkg left its journal behind, so that apt-get would refuse to do anything
 */
public record DpkgStatus(
    Map<String, InstalledPackage> packages, String architecture, boolean interrupted) {
  public DpkgStatus {
    packages = Collections.unmodifiableMap(packages);
  }

  public DpkgStatus(Map<String, InstalledPackage> packages) {
    this(Map.copyOf(packages), "", false);
  }

  /** A package by its name, or by {@code name:architecture}. */
  public Optional<InstalledPackage> find(String name) {
    return Optional.ofNullable(packages.get(canonical(name)));
  }

  /** The name without the architecture when that is the host's own. */
  String canonical(String name) {
    return name.indexOf(':') >= 0 && !architecture.isEmpty() && name.endsWith(":" + architecture)
        ? name.substring(0, name.length() - architecture.length() - 1)
        : name;
  }

  /** The version of a package that is fully installed. */
  public Optional<String> installedVersion(String name) {
    return find(name).filter(InstalledPackage::installed).map(InstalledPackage::version);
  }

  /** Packages between states, by name: what {@link PackageManager#repair} is for. */
  public List<InstalledPackage> broken() {
    return packages.values().stream()
        .filter(InstalledPackage::broken)
        .sorted(Comparator.comparing(InstalledPackage::name))
        .toList();
  }
}
