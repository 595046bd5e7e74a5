package org.puppetporto.embedded.volume;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.process.Mounts;

/**
 * Finds what no volume, layer or storage of ours is in the directories of places, as portod's own remover does: what
 * is left of removals and imports that did not end, and what somebody else put there. What has a mount below is left
 * alone, since a mount may show what is none of the place's.
 */
final class Sweep {
  private Sweep() {}

  /** Volumes that are none, renamed so that nothing takes them for one. */
  static List<Path> ofVolumes(Path dir, Set<String> ids) {
    List<Path> junk = new ArrayList<>();
    for (Path entry : entries(dir)) {
      String name = entry.getFileName().toString();
      if (ids.contains(name) || Mounts.isAnyBelow(entry)) {
        continue;
      }
      Path gone = name.startsWith(StorageNames.REMOVED) ? entry
          : StorageNames.beside(entry, StorageNames.REMOVED);
      try {
        junk.add(entry.equals(gone) ? entry : Files.move(entry, gone));
      } catch (IOException e) {
        // Somebody else was faster, or a removal of this name did not end: then that one goes first.
        continue;
      }
    }
    return junk;
  }

  /** What is neither a layer or storage nor belongs to one. */
  static List<Path> ofTrees(Path dir, Set<Path> active) {
    return entries(dir).stream().filter(entry -> !active.contains(entry) && !isKept(entry)
        && !Mounts.isAnyBelow(entry)).toList();
  }

  /** Removes junk; what resists is found again the next time. */
  static void remove(List<Path> junk) {
    for (Path entry : junk) {
      try {
        Places.remove(entry);
      } catch (PortoFailure e) {
        continue;
      }
    }
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
