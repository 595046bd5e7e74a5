package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.process.Tool;
import org.puppetporto.embedded.proto.ErrorCode;

/** Directories that hold volumes, layers and storages. {@code /place} is the endpoint's own. */
final class Places {
  static final String DEFAULT = "/place";
  static final String VOLUMES = "porto_volumes";
  static final String LAYERS = "porto_layers";
  static final String STORAGES = "porto_storage";
  private static final String GROUP = "porto";
  private final Path own;
  private final Accounts accounts;
  private final Set<Path> used = ConcurrentHashMap.newKeySet();

  /** @param own what stands for {@code /place} */
  Places(Path own, Accounts accounts) {
    this.own = own;
    this.accounts = accounts;
    prepare(own);
  }

  /** The directory that a place had when it was used, whether it is still there or not. */
  Path directory(String place) {
    return place.isEmpty() || place.equals(DEFAULT) ? own : Path.of(place);
  }

  /** The directory behind a place's name in a request; "" is the endpoint's own. */
  Path resolve(String place) {
    if (place.isEmpty() || place.equals(DEFAULT)) {
      return own;
    }
    Path path = Path.of(place);
    if (!path.isAbsolute() || !path.normalize().equals(path)) {
      throw new PortoFailure(ErrorCode.INVALID_PATH, "Place path must be absolute and normalized: " + place);
    }
    if (!Files.isDirectory(path)) {
      throw new PortoFailure(ErrorCode.INVALID_PATH, "Place path must be directory: " + place);
    }
    return path;
  }

  /** The directories of all places that were used and are still there, the endpoint's own among them. */
  Set<Path> used() {
    used.removeIf(place -> !place.equals(own) && !Files.isDirectory(place));
    return Set.copyOf(used);
  }

  Path volumes(String place) {
    return prepare(resolve(place)).resolve(VOLUMES);
  }

  Path layers(String place) {
    return prepare(resolve(place)).resolve(LAYERS);
  }

  Path storages(String place) {
    return prepare(resolve(place)).resolve(STORAGES);
  }

  private Path prepare(Path place) {
    if (!used.contains(place)) {
      make(place.resolve(VOLUMES), "rwxr-xr-x");
      make(place.resolve(LAYERS), "rwx------");
      make(place.resolve(STORAGES), "rwx------");
      used.add(place);
    }
    return place;
  }

  /** Removes a tree whoever owns what is in it. */
  static void remove(Path tree) {
    if (Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      Tool.run(List.of("rm", "-rf", "--one-file-system", "--", tree.toString()));
    }
  }

  /** In the endpoint's own place the directory is of the group porto; elsewhere it is whose the place is. */
  private void make(Path dir, String permissions) {
    try {
      Files.setPosixFilePermissions(Files.createDirectories(dir),
          PosixFilePermissions.fromString(permissions));
      boolean ours = dir.startsWith(own);
      int uid = ours ? (int) Files.getAttribute(dir, "unix:uid")
          : (int) Files.getAttribute(dir.getParent(), "unix:uid");
      int gid = ours ? accounts.gid(GROUP).orElse((int) Files.getAttribute(dir, "unix:gid"))
          : (int) Files.getAttribute(dir.getParent(), "unix:gid");
      Files.setAttribute(dir, "unix:uid", uid);
      Files.setAttribute(dir, "unix:gid", gid);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + dir, e);
    }
  }
}
