package org.puppetporto.embedded.volume;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.process.Mounts;

/**
 * Finds what no volume, layer or storage of ours is in the directories of places, as portod's own remover does:
 * what is left of removals and imports that did not end, and what somebody else put there. What has a mount below
 * is not removed, since a mount may show what is none of the place's; below what was no volume, mounts are taken
 * away first.
 */
final class Sweep {
  private Sweep() {}

  /**
   * Volumes that are none, renamed so that nothing takes them for one.
   *
   * @param known directories of volumes that there are, maybe by another path than below {@code dir}
   */
  static List<Path> ofVolumes(Path dir, Collection<Path> known) {
    List<Path> junk = new ArrayList<>();
    for (Path entry : entries(dir)) {
      String name = entry.getFileName().toString();
      if (isAmong(known, entry)) {
        continue;
      }
      Path gone = name.startsWith(StorageNames.REMOVED) ? entry
          : StorageNames.beside(entry, StorageNames.REMOVED);
      try {
        Path moved = entry.equals(gone) ? entry : Files.move(entry, gone);
        Mounts.unmountBelow(moved);
        junk.add(moved);
      } catch (IOException e) {
        // Somebody else was faster, or a removal of this name did not end: then that one goes first.
        continue;
      }
    }
    return junk;
  }

  /** What is neither a layer or storage nor belongs to one. */
  static List<Path> ofTrees(Path dir, Collection<Path> active) {
    return entries(dir).stream().filter(entry -> !active.contains(entry) && !isKept(entry)
).toList();
  }

  /** Removes junk; what resists is found again the next time. */
  static void remove(List<Path> junk) {
    for (Path entry : junk) {
      try {
        if (!Mounts.isAnyBelow(entry)) {
          Places.remove(entry);
        }
      } catch (PortoFailure e) {
        continue;
      }
    }
  }

  /** The same directory has another path where a place is seen through a bind mount. */
  private static boolean isAmong(Collection<Path> known, Path entry) {
    for (Path path : known) {
      try {
        if (path.getFileName().equals(entry.getFileName()) && Files.isSameFile(path, entry)) {
          return true;
        }
      } catch (IOException e) {
        // One of them is gone meanwhile, so they are not the same.
        continue;
      }
    }
    return false;
  }

  private static boolean isKept(Path entry) {
    String name = entry.getFileName().toString();
    if (Files.isDirectory(entry, NOFOLLOW_LINKS)) {
      return StorageNames.isValid(name);
    }
    if (Files.isRegularFile(entry, NOFOLLOW_LINKS) && name.startsWith(StorageNames.PRIVATE)) {
      Path tree = entry.resolveSibling(name.substring(StorageNames.PRIVATE.length()));
      return Files.isDirectory(tree, NOFOLLOW_LINKS)
          || Files.isDirectory(StorageNames.beside(tree, StorageNames.FRESH), NOFOLLOW_LINKS);
    }
    return false;
  }

  private static List<Path> entries(Path dir) {
    if (!Files.isDirectory(dir, NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(dir)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look into " + dir, e);
    }
  }
}
