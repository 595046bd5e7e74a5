package org.puppetporto.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.Checkup;
import org.puppetporto.engine.HostPaths;

/** Space and inodes, where a run writes: the state store, dpkg's database, kept and downloaded packages. */
record SpaceCheck(HostPaths paths, Checkup apt, FileSystems systems) implements Check {
  private static final String NAME = "space";
  private static final int MIB = 20;
  /** Too little to write a state file or dpkg's database in safety. */
  private static final long NOTHING = 16L << MIB;
  private static final long LITTLE = 256L << MIB;
  private static final long NO_INODES = 100;
  private static final long FEW_INODES = 2000;

  @Override
  public void look(Findings findings) {
    List<Path> places = new ArrayList<>(List.of(
        paths.stateDir(), paths.cacheDir(), paths.dpkgStatus().toAbsolutePath().getParent()));
    try {
      places.add(apt.archives());
    } catch (AptException e) {
      // Told of by the check of apt.
    }
    Map<FileSystems.Left, List<Path>> all = new LinkedHashMap<>();
    for (Path place : places) {
      Optional<FileSystems.Left> left = systems.of(place);
      if (left.isEmpty()) {
        findings.fail(NAME, "the file system of " + place + " does not say how much is free",
            "look whether it hangs (stat -f " + place + ")");
      } else {
        all.computeIfAbsent(known(all, left.get()), key -> new ArrayList<>()).add(place);
      }
    }
    all.forEach((left, where) -> tell(findings, left,
        where.stream().distinct().map(Path::toString).collect(Collectors.joining(", "))));
  }

  /** The first look at the same file system, since others write meanwhile. */
  private static FileSystems.Left known(Map<FileSystems.Left, List<Path>> all, FileSystems.Left left) {
    return all.keySet().stream().filter(seen -> seen.id().equals(left.id())).findFirst().orElse(left);
  }

  private static void tell(Findings findings, FileSystems.Left left, String where) {
    boolean counted = left.allInodes() > 0;
    String text = (left.bytes() >> MIB) + " MiB" + (counted ? " and " + left.inodes() + " inodes" : "")
        + " are free for " + where;
    String remedy = "free some, or give the file system more (df -h, df -i; apt-get clean)";
    if (left.bytes() < NOTHING || counted && left.inodes() < NO_INODES) {
      findings.fail(NAME, "only " + text, remedy);
    } else if (left.bytes() < LITTLE || counted && left.inodes() < FEW_INODES) {
      findings.warn(NAME, "only " + text, remedy);
    } else {
      findings.ok(NAME, text);
    }
  }
}
