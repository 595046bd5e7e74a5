package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody wants to know of apt and dpkg who looks for a host's fault. Changes nothing and takes no lock. */
public final class Checkup {
  private final AptHost host;

  public Checkup(AptSettings settings) {
    this.host = AptHost.of(settings, new DpkgStatusReader(settings.admindir()));
  }

  /**
   * apt's index files.
   *
   * @param files those that were fetched for the sources there are
   * @param complaints what apt says of its sources; empty in health
   */
  public record Indexes(List<String> files, List<String> complaints) {}

  /** Where a program is found that packages are managed with; empty when it is not. */
  public Optional<Path> program(String name) {
    return List.of(host.settings().environment().getOrDefault("PATH", "").split(":")).stream()
        .map(directory -> Path.of(directory, name)).filter(Files::isExecutable).findFirst();
  }

  /** dpkg's database. */
  public DpkgStatus status() throws AptException {
    return host.status();
  }

  /** The files that name sources. */
  public List<Path> sources() throws AptException {
    List<String> places = host.config().values("Dir::Etc::sourcelist/f", "Dir::Etc::sourceparts/f");
    List<Path> files = new ArrayList<>();
    Path main = Path.of(places.get(0));
    if (Files.exists(main)) {
      files.add(main);
    }
    Path parts = Path.of(places.get(1));
    if (Files.isDirectory(parts)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(parts, "*.{list,sources}")) {
        entries.forEach(files::add);
      } catch (IOException e) {
        throw new AptException(AptException.Reason.TOOL, "cannot look at apt's sources: " + e, e);
      }
    }
    return files;
  }

  /** What apt has fetched of its sources. */
  public Indexes indexes() throws AptException {
    Tool.Outcome outcome = host.tool().read(
        List.of("apt-get", "indextargets", "--format", "$(FILENAME)", "Created-By: Packages"), AptHost.ROOT,
        host.settings().readDeadline(), line -> { });
    List<String> complaints = outcome.lines().stream()
        .filter(line -> line.startsWith("E: ") || line.startsWith("W: ")).toList();
    return new Indexes(outcome.lines().stream().filter(line -> line.startsWith("/")).toList(), complaints);
  }

  /** When the sources were asked last, by what {@code apt-get update} leaves behind; empty when never. */
  public Optional<Instant> asked() throws AptException {
    Path partial = lists().resolve("partial");
    try {
      FileTime time = Files.getLastModifiedTime(partial);
      FileTime above = Files.getLastModifiedTime(lists());
      return Optional.of((time.compareTo(above) > 0 ? time : above).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Who holds a lock of apt or dpkg, one text each. */
  public List<String> locks() throws AptException {
    Path admindir = host.settings().admindir();
    List<Path> files = List.of(admindir.resolve("lock-frontend"), admindir.resolve("lock"),
        lists().resolve("lock"), archives().resolve("lock"));
    return files.stream().map(file -> LockHolder.find(List.of(file))).flatMap(Optional::stream)
        .map(LockHolder::describe).toList();
  }

  /** How long a run waits for a lock, in seconds. */
  public long patience() {
    return host.settings().lockTimeout().toSeconds();
  }

  /** Where apt keeps what it downloads. */
  public Path archives() throws AptException {
    return host.sources().archives();
  }

  private Path lists() throws AptException {
    return Path.of(host.config().values("Dir::State::lists/f").get(0));
  }
}
