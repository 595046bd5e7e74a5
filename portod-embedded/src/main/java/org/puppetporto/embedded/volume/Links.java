package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.process.Mounts;
import org.puppetporto.embedded.proto.ErrorCode;

/** Makes and ends containers' holds on volumes. */
final class Links {
  private final Function<String, String> rootOf;

  /** @param rootOf the root directory of a container, by its name */
  Links(Function<String, String> rootOf) {
    this.rootOf = rootOf;
  }

  /** Adds the link, and mounts the volume at its target if it has one. */
  void add(Volume volume, Link link) {
    if (!link.target().isEmpty() && !link.target().startsWith("/")) {
      throw new PortoFailure(ErrorCode.INVALID_PATH,
          "Volume " + volume.path + " link path " + link.target() + " must be absolute");
    }
    boolean present = volume.links.stream().anyMatch(other -> other.container().equals(link.container())
        && other.target().equals(link.target()));
    if (present) {
      throw new PortoFailure(ErrorCode.VOLUME_ALREADY_LINKED, "Volume already linked");
    }
    volume.links.add(link.target().isEmpty() ? link : mounted(volume, link));
    volume.touch();
  }

  private Link mounted(Volume volume, Link link) {
    Path seen = Path.of(rootOf.apply(link.container()) + "/" + link.target()).normalize();
    try {
      Mounts.makeTarget(seen, volume.plan.showsFile());
    } catch (IOException e) {
      throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot make " + seen);
    }
    Mounts.bind(volume.path, seen, false);
    if (link.readOnly()) {
      Mounts.readOnly(seen);
    }
    return link.seenAt(seen);
  }

  /** Takes links away; whether the volume still has any is the caller's business. */
  void remove(Volume volume, List<Link> gone) {
    gone.forEach(link -> unmount(volume, link));
    volume.links.removeAll(gone);
    volume.touch();
  }

  private static void unmount(Volume volume, Link link) {
    if (link.seen() != null && !link.seen().equals(volume.path)) {
      Mounts.unmount(link.seen());
    }
  }
}
