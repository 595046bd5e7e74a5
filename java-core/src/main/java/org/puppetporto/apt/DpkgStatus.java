package org.puppetporto.apt;

import java.util.Map;
import java.util.Optional;

/** A snapshot of dpkg's status file: what was installed when it was read. */
public record DpkgStatus(Map<String, InstalledPackage> packages) {
  public DpkgStatus {
    packages = Map.copyOf(packages);
  }

  public Optional<InstalledPackage> find(String name) {
    return Optional.ofNullable(packages.get(name));
  }

  /** The version of a package that is fully installed. */
  public Optional<String> installedVersion(String name) {
    return find(name).filter(InstalledPackage::installed).map(InstalledPackage::version);
  }
}
