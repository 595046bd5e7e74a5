package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kept .debs, in one folder that apt-get also uses as its archive, under the names that apt gives. */
final class DebStore {
  /** What was just fetched for another daemon or as a dependency must not be dropped before it is used. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final Path folder;

  DebStore(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  Path folder() {
    return folder;
  }

  /** Makes the folders that apt-get expects of an archive. */
  void prepare() throws AptException {
    try {
      Files.createDirectories(folder.resolve("partial"));
    } catch (IOException e) {
      throw new AptException(
          AptException.Reason.TOOL,
          "cannot make the folder of kept .debs " + folder + ": " + e
              + "; free space there, or set PORTO_DAEMON_CACHE_DIR",
          e);
    }
  }

  /** The complete .debs of one version, if kept. */
  Optional<Path> find(String name, String version) {
    return find(folder, name, version);
  }

  /** Whether another folder, in which files are named as apt does, has it. */
  static boolean holds(Path folder, String name, String version) {
    return find(folder, name, version).isPresent();
  }

  /** Copies a .deb from another folder that names files as apt does. */
  boolean adopt(Path from, String name, String version) {
    Optional<Path> found = find(from, name, version);
    if (found.isEmpty()) {
      return false;
    }
    Path target = folder.resolve(found.get().getFileName());
    Path partial = folder.resolve("partial").resolve(found.get().getFileName() + ".copy");
    try {
      Files.copy(found.get(), partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Drops versions that are not needed of the packages named. Files of any other package are dependencies
   * or belong to somebody else's update: they go when they are a day old.
   */
  void prune(Map<String, Set<String>> needed) {
    try (DirectoryStream<Path> debs = Files.newDirectoryStream(folder, "*.deb")) {
      for (Path deb : debs) {
        if (!needed(deb, needed)) {
          Files.deleteIfExists(deb);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing was ever kept, or it stays for the next time: pruning only saves space.
    }
  }

  private static boolean needed(Path deb, Map<String, Set<String>> needed) throws IOException {
    String[] parts = deb.getFileName().toString().split("_");
    String name = parts[0];
    for (Map.Entry<String, Set<String>> entry : needed.entrySet()) {
      if (plainName(entry.getKey()).equals(name)) {
        return parts.length > 1 && entry.getValue().stream().map(DebStore::quoted).anyMatch(parts[1]::equals);
      }
    }
    // The modification time is the source's; the change time is when it came here.
    FileTime came = (FileTime) Files.getAttribute(deb, "unix:ctime");
    return came.toInstant().isAfter(Instant.now().minus(FRESH));
  }

  private static Optional<Path> find(Path folder, String name, String version) {
    int colon = name.indexOf(':');
    List<String> architectures =
        colon < 0 ? List.of(DebArchitecture.ofThisJvm(), "all") : List.of(name.substring(colon + 1), "all");
    return architectures.stream()
        .map(arch -> folder.resolve(plainName(name) + "_" + quoted(version) + "_" + arch + ".deb"))
        .filter(DebArchive::complete)
        .findFirst();
  }

  private static String plainName(String name) {
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** As apt's {@code QuoteString(version, "_:")} does. */
  private static String quoted(String version) {
    return version.replace("%", "%25").replace(":", "%3a").replace("_", "%5f");
  }
}
