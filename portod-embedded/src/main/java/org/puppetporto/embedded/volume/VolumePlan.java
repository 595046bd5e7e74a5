package org.puppetporto.embedded.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a volume is asked to be.
 *
 * @param path where; "" for a place of the endpoint's choice
 * @param backend how; never ""
 * @param place where layers and data are kept; "" for the endpoint's own
 * @param storage where its data is: a path, the name of a storage, or "" for a directory of its own
 * @param layers from top to bottom, names or paths
 * @param user of its top directory; "" for the creator
 * @param permissions of its top directory
 * @param ownerContainer by name
 * @param links at the beginning; empty for one of the client's own container
 */
record VolumePlan(String path, String backend, String place, String storage, List<String> layers,
    boolean readOnly,
    String user, String group, int permissions, String privateValue, String ownerContainer, long spaceLimit,
    long inodeLimit, long spaceGuarantee, long inodeGuarantee, List<Link> links) {
  boolean automaticPath() {
    return path.isEmpty();
  }

  /** Whether the volume is a single file, which only a bind of one is. */
  boolean showsFile() {
    return backend.endsWith("bind") && storage.startsWith("/") && Files.isRegularFile(Path.of(storage));
  }

  /** The same with its backend decided. */
  VolumePlan withBackend(String decided) {
    return new VolumePlan(path, decided, place, storage, layers, readOnly, user, group, permissions,
        privateValue,
        ownerContainer, spaceLimit, inodeLimit, spaceGuarantee, inodeGuarantee, links);
  }

  /** The same at another path; "" for one that the endpoint chose. */
  VolumePlan withPath(String other) {
    return new VolumePlan(other, backend, place, storage, layers, readOnly, user, group, permissions,
        privateValue,
        ownerContainer, spaceLimit, inodeLimit, spaceGuarantee, inodeGuarantee, links);
  }

  /**
   * What a client asked for, in the host's paths and containers' full names.
   *
   * @param target the view that the path is of
   * @param containers from the client's names of containers to full ones; refuses those that it may not use
   */
  VolumePlan onHost(View client, View target, UnaryOperator<String> containers) {
    return new VolumePlan(target.resolveIfPath(path), backend, place, client.resolveIfPath(storage),
        layers.stream().map(client::resolveIfPath).toList(), readOnly, user, group, permissions, privateValue,
        containers.apply(ownerContainer), spaceLimit, inodeLimit, spaceGuarantee, inodeGuarantee,
        links.stream().map(link -> link.of(containers.apply(link.container()))).toList());
  }
}
