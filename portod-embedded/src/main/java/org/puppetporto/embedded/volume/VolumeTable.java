package org.puppetporto.embedded.volume;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;

/** The volumes there are, and where each is seen. Guarded by {@link Volumes}. */
final class VolumeTable {
  /**
   * A place on the host where a volume is seen.
   *
   * @param link whose target it is; null for the volume's own path
   */
  record Sight(Path path, Volume volume, Link link) {}

  private final SortedMap<String, Volume> volumes = new TreeMap<>();

  Collection<Volume> all() {
    return List.copyOf(volumes.values());
  }

  /** Whether a volume has this very path on the host; targets of links do not count. */
  boolean hasPath(Path path) {
    return volumes.containsKey(path.toString());
  }

  void add(Volume volume) {
    volumes.put(volume.path.toString(), volume);
  }

  boolean remove(Volume volume) {
    return volumes.remove(volume.path.toString(), volume);
  }

  /** The volume that is seen at a path of the host, by its own path or by a link's. */
  Optional<Sight> at(Path path) {
    Volume own = volumes.get(path.toString());
    return own != null ? Optional.of(new Sight(path, own, null))
        : sights().filter(sight -> sight.path().equals(path)).findFirst();
  }

  /** @param path as the client calls it */
  Volume found(View view, String path) {
    return at(view.resolve(path)).map(Sight::volume)
        .orElseThrow(() -> new PortoFailure(ErrorCode.VOLUME_NOT_FOUND, "Volume " + path + " not found"));
  }

  /**
   * What is seen below a root directory, by what it is called there.
   *
   * @param mask of the names; a volume that is the root itself is among them whatever the mask
   */
  SortedMap<String, Sight> below(Path root, String mask) {
    SortedMap<String, Sight> found = new TreeMap<>();
    sights().filter(sight -> sight.path().startsWith(root)).forEach(sight -> {
      String inner = "/" + root.relativize(sight.path());
      if (inner.equals("/") || mask.isEmpty() || Masks.matches(inner, mask)) {
        found.put(inner, sight);
      }
    });
    return found;
  }

  private Stream<Sight> sights() {
    return volumes.values().stream().flatMap(volume -> Stream.concat(
        volume.links.stream().filter(link -> link.seen() != null && !link.seen().equals(volume.path))
            .map(link -> new Sight(link.seen(), volume, link)),
        Stream.of(new Sight(volume.path, volume, null))));
  }
}
