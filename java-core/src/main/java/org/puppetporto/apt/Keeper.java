package org.puppetporto.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gets the .debs of given versions into the store: those at hand, then those that a source still has. */
final class Keeper {
  private final AptHost host;

  Keeper(AptHost host) {
    this.host = host;
  }

  /** Best effort. Returns the names of the packages whose .deb could not be had. */
  Set<String> keep(Map<String, String> packages) {
    Set<String> missing = missing(packages);
    if (missing.isEmpty()) {
      return missing;
    }
    try {
      host.store().prepare();
      Path archives = host.sources().archives();
      missing.removeIf(name -> host.store().adopt(archives, name, packages.get(name)));
      download(missing, packages);
      if (missing.size() > 1 && missing(packages).size() > 0) {
        // One unknown version keeps apt-get from downloading any of them.
        for (String name : missing(packages)) {
          download(Set.of(name), packages);
        }
      }
    } catch (AptException e) {
      // What is missing then is in the answer, and a later run may have more luck.
    }
    return missing(packages);
  }

  /** Whether {@link #keep} would have them all. */
  boolean canKeep(Map<String, String> packages) {
    Set<String> missing = missing(packages);
    try {
      for (String name : missing) {
        String version = packages.get(name);
        if (!DebStore.holds(host.sources().archives(), name, version)
            && !host.sources().versions(name).contains(version)) {
          return false;
        }
      }
      return true;
    } catch (AptException e) {
      return false;
    }
  }

  private Set<String> missing(Map<String, String> packages) {
    Set<String> missing = new TreeSet<>(packages.keySet());
    missing.removeIf(name -> host.store().find(name, packages.get(name)).isPresent());
    return missing;
  }

  private void download(Collection<String> names, Map<String, String> packages) throws AptException {
    if (names.isEmpty()) {
      return;
    }
    List<String> argv = new ArrayList<>(List.of("apt-get", "-q", "-y", "download"));
    names.forEach(name -> argv.add(name + "=" + packages.get(name)));
    host.tool().read(argv, host.store().folder(), host.settings().downloadDeadline(), line -> { });
  }
}
