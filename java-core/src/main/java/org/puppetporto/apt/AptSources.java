package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What apt knows of its sources, and when it is worth asking them anew. */
final class AptSources {
  /** One missing version in each of a hundred daemons must not mean a hundred updates. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private static final Pattern VARIABLE = Pattern.compile("([A-Z]+)='(.*)'");

  private final AptSettings settings;
  private final Tool tool;
  private final LockWait locks;
  private long updatedAt;
  private FileTime updatedSources;
  private String lastFailure = "";

  AptSources(AptSettings settings, Tool tool, LockWait locks) {
    this.settings = settings;
    this.tool = tool;
    this.locks = locks;
  }

  /**
   * Runs {@code apt-get update}, unless that was done minutes ago and the sources are still the same. A
   * source that fails is no error here: what is asked for may come from another one.
   *
   * @return whether it ran, so that looking again is worth it
   */
  boolean update() throws AptException {
    FileTime sources = newestSource();
    boolean recent = updatedSources != null && System.nanoTime() - updatedAt < PAUSE.toNanos();
    if (recent && sources.equals(updatedSources)) {
      return false;
    }
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
    return configured("Dir::Cache::archives/f").get(0);
  }

  private FileTime newestSource() throws AptException {
    List<Path> places = configured("Dir::Etc::sourcelist/f", "Dir::Etc::sourceparts/f");
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

  /** Asks apt for the full paths of configuration items. The subcommand's name is all that is shell in it. */
  private List<Path> configured(String... items) throws AptException {
    List<String> argv = new ArrayList<>(List.of("apt-config", "shell"));
    for (int i = 0; i < items.length; i++) {
      argv.add(String.valueOf((char) ('A' + i)));
      argv.add(items[i]);
    }
    List<Path> paths = new ArrayList<>();
    Tool.Outcome outcome = tool.read(argv, Path.of("/"), settings.readDeadline(), line -> { });
    for (String line : outcome.lines()) {
      Matcher matcher = VARIABLE.matcher(line);
      if (matcher.matches()) {
        paths.add(Path.of(matcher.group(2)));
      }
    }
    if (paths.size() != items.length) {
      throw new AptException(
          AptException.Reason.TOOL,
          "apt-config does not say where " + String.join(", ", items) + " is: " + outcome.lines());
    }
    return paths;
  }
}
