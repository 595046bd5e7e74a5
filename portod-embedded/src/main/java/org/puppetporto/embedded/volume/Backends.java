package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.process.Mounts;
import org.puppetporto.embedded.process.Tool;
import org.puppetporto.embedded.proto.ErrorCode;

/** How volumes are made: directories, bind mounts, tmpfs, overlays and images. */
final class Backends {
  private static final Set<String> KNOWN =
      Set.of("dir", "plain", "native", "bind", "rbind", "tmpfs", "overlay", "loop");
  /** Backends that Porto has and this endpoint has not. */
  private static final Set<String> ELSEWHERE = Set.of("quota", "squash", "lvm", "rbd", "hugetmpfs");
  private final Places places;
  private final Storages storages;

  Backends(Places places, Storages storages) {
    this.places = places;
    this.storages = storages;
  }

  /** The plan with the backend that Porto would choose, or a refusal of one that is not here. */
  static VolumePlan decide(VolumePlan plan) {
    if (plan.backend().isEmpty()) {
      String backend = plan.spaceLimit() > 0 && plan.layers().isEmpty() ? "loop"
          : plan.layers().isEmpty() ? "plain" : "overlay";
      return plan.withBackend(backend);
    }
    if (!KNOWN.contains(plan.backend())) {
      if (!ELSEWHERE.contains(plan.backend())) {
        throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "Unknown volume backend: " + plan.backend());
      }
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "volume backend " + plan.backend()
          + " is not supported by portod-embedded, which has "
          + String.join(", ", new java.util.TreeSet<>(KNOWN)));
    }
    return plan;
  }

  /** Makes the volume's content appear at its path, which exists. */
  void build(Volume volume) throws IOException {
    VolumePlan plan = volume.plan;
    switch (plan.backend()) {
      case "tmpfs" -> Mounts.mount("tmpfs", "porto:" + volume.id, volume.path,
          plan.spaceLimit() > 0 ? "size=" + plan.spaceLimit() : "");
      case "bind", "rbind" -> {
        if (plan.storage().isEmpty()) {
          throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "bind backend require path in storage");
        }
        Mounts.bind(storage(volume), volume.path, plan.backend().equals("rbind"));
      }
      case "overlay" -> overlay(volume);
      case "loop" -> loop(volume);
      case "dir" -> copyLayers(volume, volume.path);
      default -> {
        Path data = storage(volume);
        copyLayers(volume, data);
        Mounts.bind(data, volume.path, false);
      }
    }
    if (plan.readOnly()) {
      if (plan.backend().equals("dir")) {
        Mounts.bind(volume.path, volume.path, false);
      }
      Mounts.readOnly(volume.path);
    }
  }

  /** Takes the volume's content away; data in a storage that was named stays. */
  void destroy(Volume volume) {
    Mounts.unmount(volume.path);
    Places.remove(own(volume));
    if (volume.plan.automaticPath()) {
      Places.remove(volume.path);
    }
  }

  /** Changes how much the volume may hold, where that is possible. */
  void resize(Volume volume, long spaceLimit) {
    if (volume.plan.backend().equals("tmpfs")) {
      Tool.run(List.of("mount", "-o", "remount,size=" + spaceLimit, volume.path.toString()));
    } else if (volume.plan.backend().equals("loop")) {
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "loop volumes cannot be resized by portod-embedded");
    } else if (List.of("plain", "bind", "rbind", "dir").contains(volume.plan.backend())) {
      // portod's own words for these backends.
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, "not implemented");
    }
  }

  /** The directory that holds what was written to the volume. */
  Path written(Volume volume) {
    return volume.plan.backend().equals("overlay") ? storage(volume).resolve("upper") : volume.path;
  }

  /** The volume's directory in its place, whether there is anything in it or not. */
  Path own(Volume volume) {
    return places.directory(volume.plan.place()).resolve(Places.VOLUMES).resolve(volume.id);
  }

  private Path storage(Volume volume) {
    String storage = volume.plan.storage();
    if (storage.startsWith("/")) {
      if (!Files.exists(Path.of(storage))) {
        throw new PortoFailure(ErrorCode.INVALID_PATH, "No such file or directory: storage " + storage);
      }
      return Path.of(storage);
    }
    try {
      return Files.createDirectories(storage.isEmpty() ? own(volume).resolve(volume.plan.backend())
          : storages.pathOf(volume.plan.place(), storage));
    } catch (IOException e) {
      throw PortoFailure.system(e.getMessage(), "cannot make storage of volume " + volume.path);
    }
  }

  private void overlay(Volume volume) throws IOException {
    Path data = storage(volume);
    Path upper = Files.createDirectories(data.resolve("upper"));
    Path work = Files.createDirectories(data.resolve("work"));
    List<String> lower = new ArrayList<>();
    for (Path layer : layers(volume)) {
      lower.add(layer.toString().replace(":", "\\:"));
    }
    Mounts.mount("overlay", "overlay", volume.path,
        "lowerdir=" + String.join(":", lower) + ",upperdir=" + upper + ",workdir=" + work);
  }

  private void loop(Volume volume) throws IOException {
    String given = volume.plan.storage();
    boolean fresh = given.isEmpty() || !Files.isRegularFile(Path.of(given));
    Path image = fresh ? storage(volume).resolve("loop.img") : Path.of(given);
    if (fresh) {
      if (volume.plan.spaceLimit() == 0) {
        throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "loop backend requires space_limit");
      }
      Tool.run(List.of("truncate", "-s", Long.toString(volume.plan.spaceLimit()), image.toString()));
      Tool.run(List.of("mke2fs", "-q", "-F", "-t", "ext4", image.toString()));
    }
    Mounts.mount("auto", image.toString(), volume.path, "loop");
    copyLayers(volume, volume.path);
  }

  private void copyLayers(Volume volume, Path into) {
    List<Path> layers = layers(volume);
    for (int i = layers.size() - 1; i >= 0; i--) {
      Tool.run(List.of("cp", "-a", "--", layers.get(i) + "/.", into.toString()));
    }
  }

  private List<Path> layers(Volume volume) {
    List<Path> layers = new ArrayList<>();
    for (String layer : volume.plan.layers()) {
      Path path = layer.startsWith("/") ? Path.of(layer) : storages.layerPath(volume.plan.place(), layer);
      if (!Files.isDirectory(path)) {
        throw new PortoFailure(ErrorCode.LAYER_NOT_FOUND, "Layer " + layer + " not found");
      }
      layers.add(path);
    }
    return layers;
  }
}
