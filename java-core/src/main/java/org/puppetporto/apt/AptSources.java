package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What apt knows of its sources, and when it is worth asking them anew. */
final class AptSources {
  /** A dead source, or a version that nobody has, must not cost an update for each daemon. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final AptSettings settings;
  private final Tool tool;
  private final AptConfig config;
  private final LockWait locks;
  private final Set<String> missedSince = new HashSet<>();
  private long updatedAt;
  private FileTime updatedSources;
  private String lastFailure = "";

  AptSources(AptSettings settings, Tool tool, AptConfig config, LockWait locks) {
    this.settings = settings;
    this.tool = tool;
    this.config = config;
    this.locks = locks;
  }

  /**
   * Runs {@code apt-get update}, unless that was done minutes ago, the sources are still the same, and it
   * either failed or was done for these same versions. A source that fails is no error here: what is asked
   * for may come from another one.
   *
   * @param missed what is not known, as {@code name=version}
   * @return whether it ran, so that looking again is worth it
   */
  boolean update(Collection<String> missed) throws AptException {
    FileTime sources = newestSource();
    boolean recent = updatedSources != null && System.nanoTime() - updatedAt < PAUSE.toNanos();
    boolean useless = !lastFailure.isEmpty() || missedSince.containsAll(missed);
    if (recent && sources.equals(updatedSources) && useless) {
      return false;
    }
    if (!recent) {
      missedSince.clear();
    }
    missedSince.addAll(missed);
    Tool.Outcome outcome = locks.untilFree("apt-get update", () ->
        tool.read(
            List.of("apt-get", "-q", "-o", "Acquire::Languages=none", "update"),
            Path.of("/"), settings.downloadDeadline(), line -> { }));
    updatedAt = System.nanoTime();
    updatedSources = sources;
    List<String> complaints = outcome.lines().stream()
        .filter(line -> line.startsWith("E: ") || line.startsWith("W: ")).toList();
    lastFailure = outcome.ok() && complaints.stream().noneMatch(line -> line.contains("Failed to fetch"))
        ? "" : String.join(" | ", complaints);
    return true;
  }

  /** What went wrong in the last update, "" when nothing. */
  String lastFailure() {
    return lastFailure;
  }

  /** Every version of a package that a source offers, best first. */
  Set<String> versions(String name) throws AptException {
    Set<String> versions = new LinkedHashSet<>();
    Tool.Outcome outcome = tool.read(
        List.of("apt-cache", "madison", name), Path.of("/"), settings.readDeadline(), line -> { });
    for (String line : outcome.lines()) {
      String[] columns = line.split("\\|");
      if (columns.length >= 3) {
        versions.add(columns[1].strip());
      }
    }
    return versions;
  }

  /** The folder where apt itself keeps what it has downloaded. */
  Path archives() throws AptException {
    return Path.of(config.values("Dir::Cache::archives/f").get(0));
  }

  private FileTime newestSource() throws AptException {
    List<Path> places =
        config.values("Dir::Etc::sourcelist/f", "Dir::Etc::sourceparts/f").stream().map(Path::of).toList();
    FileTime newest = FileTime.fromMillis(0);
    try {
      List<Path> files = new ArrayList<>(places);
      if (Files.isDirectory(places.get(1))) {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(places.get(1))) {
          parts.forEach(files::add);
        }
      }
      for (Path file : files) {
        if (Files.exists(file)) {
          FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
          newest = changed.compareTo(newest) > 0 ? changed : newest;
        }
      }
    } catch (IOException e) {
      throw new AptException(AptException.Reason.TOOL, "cannot look at apt's sources: " + e, e);
    }
    return newest;
  }
}
