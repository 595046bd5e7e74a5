package org.puppetporto.embedded.volume;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.VolumeDescription;
import org.puppetporto.embedded.proto.VolumeSpec;
import org.puppetporto.embedded.volume.VolumeTable.Sight;

/** What clients are told of volumes: by paths below the root directory that the question is about. */
final class VolumeAnswers {
  private static final String EVERY = "***";
  private final VolumeTable table;
  private final VolumeMessages messages;

  VolumeAnswers(VolumeTable table, VolumeMessages messages) {
    this.table = table;
    this.messages = messages;
  }

  /**
   * Properties of volumes.
   *
   * @param root the container's whose volumes are asked for; a single path is always of the client's own
   * @param pathOrMask "" for all
   * @param changedSince seconds since the epoch; of older volumes only that they did not change is told
   */
  List<VolumeDescription> list(View view, Path root, String pathOrMask, long changedSince) {
    if (!pathOrMask.isEmpty() && pathOrMask.indexOf('*') < 0) {
      Sight sight = table.at(view.resolve(pathOrMask)).orElseThrow(() -> missing(pathOrMask));
      return List.of(description(view, pathOrMask, sight, changedSince));
    }
    List<VolumeDescription> found = new ArrayList<>();
    table.below(root, pathOrMask.isEmpty() ? EVERY : pathOrMask)
        .forEach((path, sight) -> found.add(description(view, path, sight, changedSince)));
    return found;
  }

  /**
   * Whole specifications of volumes.
   *
   * @param container what the client calls the container whose root the paths are of
   * @param paths none for all
   */
  List<VolumeSpec> get(View view, Path root, String container, List<String> paths, long changedSince) {
    List<VolumeSpec> found = new ArrayList<>();
    if (paths.isEmpty()) {
      table.below(root, "").forEach((path, sight) ->
          found.add(spec(view, path, container, sight.volume(), changedSince)));
    }
    for (String path : paths) {
      Optional<Sight> sight = table.at(new View(root, "", view.names()).resolve(path));
      if (sight.isEmpty() && paths.size() == 1) {
        throw missing(path);
      }
      sight.ifPresent(seen -> found.add(spec(view, path, container, seen.volume(), changedSince)));
    }
    return found;
  }

  /** A volume that was just made. */
  VolumeDescription description(View view, Volume volume) {
    return messages.description(view, view.compose(volume.path), volume, volume.links);
  }

  /**
   * {@code path target ro !;...} of the volumes linked with a container.
   *
   * @param home the client's own container
   */
  String linkedWith(View view, String home, String container) {
    List<String> entries = new ArrayList<>();
    for (Volume volume : table.all()) {
      String path = path(view, home, volume);
      for (Link link : volume.links) {
        if (link.container().equals(container)) {
          entries.add(((path.isEmpty() ? "%" + volume.path : path) + " " + link.target()).strip()
              + (link.readOnly() ? " ro" : "") + (link.required() ? " !" : ""));
        }
      }
    }
    return String.join(";", entries);
  }

  /** Paths of the volumes that belong to a container. */
  String ownedBy(View view, String container) {
    List<String> paths = new ArrayList<>();
    for (Volume volume : table.all()) {
      if (volume.plan.ownerContainer().equals(container)) {
        String path = view.compose(volume.path);
        paths.add(path.isEmpty() ? "@" + volume.path : path);
      }
    }
    return String.join(";", paths);
  }

  /** A volume's place in the view of a client, best by a link of its own container. */
  private static String path(View view, String container, Volume volume) {
    for (Link link : volume.links) {
      if (link.container().equals(container) && !link.target().isEmpty()) {
        return link.target();
      }
    }
    for (Link link : volume.links) {
      if (link.seen() != null && !view.compose(link.seen()).isEmpty()) {
        return view.compose(link.seen());
      }
    }
    return view.compose(volume.path);
  }

  private VolumeDescription description(View view, String path, Sight sight, long changedSince) {
    Volume volume = sight.volume();
    if (volume.changeTime < changedSince) {
      return VolumeDescription.newBuilder().setPath(path).setChangeTime(volume.changeTime).setNoChanges(true)
          .build();
    }
    return messages.description(view, path, volume,
        sight.link() == null ? volume.links : List.of(sight.link()));
  }

  private VolumeSpec spec(View view, String path, String container, Volume volume, long changedSince) {
    VolumeSpec.Builder spec = volume.changeTime < changedSince
        ? VolumeSpec.newBuilder().setChangeTime(volume.changeTime).setNoChanges(true)
        : messages.spec(view, volume).toBuilder();
    return spec.setPath(path).setContainer(container).build();
  }

  private static PortoFailure missing(String path) {
    return new PortoFailure(ErrorCode.VOLUME_NOT_FOUND, "Volume " + path + " not found");
  }
}
