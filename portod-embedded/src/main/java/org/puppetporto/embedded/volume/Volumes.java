package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.puppetporto.embedded.form.Masks;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.process.Mounts;
import org.puppetporto.embedded.process.Tool;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.VolumeDescription;
import org.puppetporto.embedded.proto.VolumeSpec;

/** All volumes. Actions on them happen one at a time. */
public final class Volumes {
  private static final String ROOT = "/";
  private static final String EVERY_TARGET = "***";
  private final SortedMap<String, Volume> volumes = new TreeMap<>();
  private final Places places;
  private final Storages storages;
  private final Backends backends;
  private final VolumeStore store;
  private final VolumeMessages messages;
  private final Accounts accounts;
  private final Function<String, String> rootOf;
  private long nextId = 1;

  /**
   * Brings back the volumes that were written down and are still mounted.
   *
   * @param place what stands for {@code /place}
   * @param records where volumes are written down
   * @param rootOf the root directory of a container, by its name
   */
  public Volumes(Path place, Path records, Accounts accounts, Function<String,
      String> rootOf) throws IOException {
    this.places = new Places(place);
    this.storages = new Storages(places);
    this.backends = new Backends(places, storages);
    this.store = new VolumeStore(records);
    this.messages = new VolumeMessages(accounts);
    this.accounts = accounts;
    this.rootOf = rootOf;
    for (VolumeSpec stored : store.load()) {
      restore(stored);
    }
  }

  public Storages storages() {
    return storages;
  }

  /** Every property of volumes with what it is. */
  public static Map<String, String> properties() {
    return VolumePlans.PROPERTIES;
  }

  public synchronized VolumeDescription create(Client client, String path, Map<String, String> properties) {
    return messages.description(build(client, VolumePlans.of(path, properties)));
  }

  public synchronized VolumeSpec create(Client client, VolumeSpec spec) {
    return messages.spec(build(client, VolumePlans.of(spec)));
  }

  public synchronized void link(Client client, String path, Link link) {
    Volume volume = controlled(client, path);
    addLink(volume, link);
    save(volume);
  }

  /** @param target a target, {@code ***} for all of the container's */
  public synchronized void unlink(Client client, String path, String container, String target,
      boolean strict) {
    Volume volume = controlled(client, path);
    List<Link> gone = volume.links.stream().filter(link -> link.container().equals(container)
        && (target.equals(EVERY_TARGET) || link.target().equals(target))).toList();
    if (gone.isEmpty()) {
      throw new PortoFailure(ErrorCode.VOLUME_NOT_LINKED,
          "Container " + container + " is not linked with volume " + volume.path);
    }
    if (strict && volume.links.size() > 1) {
      throw new PortoFailure(ErrorCode.BUSY, "More than one container linked with volume " + volume.path);
    }
    removeLinks(volume, gone);
  }

  /** Whoever is linked with it. */
  public synchronized void destroy(Client client, String path) {
    Volume volume = controlled(client, path);
    removeLinks(volume, List.copyOf(volume.links));
  }

  /** A container is destroyed: its links go with it. */
  public synchronized void unlinkAll(String container) {
    for (Volume volume : List.copyOf(volumes.values())) {
      List<Link> gone = volume.links.stream().filter(link -> link.container().equals(container)).toList();
      if (!gone.isEmpty()) {
        removeLinks(volume, gone);
      }
    }
  }

  public synchronized void destroyAll() {
    for (Volume volume : List.copyOf(volumes.values())) {
      removeLinks(volume, List.copyOf(volume.links));
    }
  }

  public synchronized void tune(Client client, String path, Map<String, String> properties) {
    Volume volume = controlled(client, path);
    for (String name : properties.keySet()) {
      if (!name.matches("(space|inode)_(limit|guarantee)")) {
        throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Volume property " + name + " cannot be changed");
      }
    }
    properties.forEach((name, value) -> {
      long size = Sizes.parse(value);
      switch (name) {
        case "space_limit" -> {
          backends.resize(volume, size);
          volume.spaceLimit = size;
        }
        case "inode_limit" -> volume.inodeLimit = size;
        case "space_guarantee" -> volume.spaceGuarantee = size;
        default -> volume.inodeGuarantee = size;
      }
    });
    save(volume);
  }

  /** Refuses when there is no such volume, or the client may not change it. */
  public synchronized void check(Client client, String path) {
    controlled(client, path);
  }

  public synchronized VolumeDescription describe(String path) {
    return messages.description(found(path));
  }

  public synchronized VolumeSpec specOf(String path) {
    return messages.spec(found(path));
  }

  /** Paths that match the mask and changed since then (seconds since the epoch). */
  public synchronized List<String> paths(String mask, long changedSince) {
    List<String> paths = new ArrayList<>();
    for (Volume volume : volumes.values()) {
      if (Masks.matches(volume.path.toString(), mask) && volume.changeTime >= changedSince) {
        paths.add(volume.path.toString());
      }
    }
    return paths;
  }

  public synchronized boolean exists(String path) {
    return volumes.containsKey(path);
  }

  /** {@code path target ro !;...}, as the property of containers has it. */
  public synchronized String linkedWith(String container) {
    List<String> entries = new ArrayList<>();
    for (Volume volume : volumes.values()) {
      for (Link link : volume.links) {
        if (link.container().equals(container)) {
          entries.add((volume.path + " " + link.target()).strip() + (link.readOnly() ? " ro" : "")
              + (link.required() ? " !" : ""));
        }
      }
    }
    return String.join(";", entries);
  }

  public synchronized String ownedBy(String container) {
    List<String> paths = new ArrayList<>();
    volumes.values().stream().filter(volume -> volume.plan.ownerContainer().equals(container))
        .forEach(volume -> paths.add(volume.path.toString()));
    return String.join(";", paths);
  }

  /** Packs what was written to the volume. */
  public synchronized void export(Client client, String path, String tarball, String compress) {
    Storages.pack(backends.written(controlled(client, path)), tarball, compress);
  }

  public synchronized void removeLayer(String place, String name) {
    for (Volume volume : volumes.values()) {
      if (volume.plan.layers().contains(name)) {
        throw new PortoFailure(ErrorCode.BUSY, "Layer " + name + " in use by volume " + volume.path);
      }
    }
    storages.removeLayer(place, name);
  }

  public synchronized void removeStorage(String place, String name) {
    for (Volume volume : volumes.values()) {
      if (volume.plan.storage().equals(name)) {
        throw new PortoFailure(ErrorCode.BUSY, "Storage " + name + " in use by volume " + volume.path);
      }
    }
    storages.removeStorage(place, name);
  }

  private Volume build(Client client, VolumePlan wanted) {
    VolumePlan plan = Backends.decide(wanted);
    String id = Long.toString(nextId++);
    Path path = plan.automaticPath() ? places.volumes(plan.place()).resolve(id).resolve("volume")
        : Path.of(plan.path());
    if (volumes.containsKey(path.toString())) {
      throw new PortoFailure(ErrorCode.VOLUME_ALREADY_EXISTS, "Volume already exists");
    }
    String creator = String.join(" ", client.home().name(), accounts.userName(client.owner().uid()),
        accounts.groupName(client.owner().gid()));
    Volume volume = new Volume(id, path, plan, creator, client.owner(), System.currentTimeMillis() / 1000);
    try {
      if (plan.automaticPath()) {
        Files.createDirectories(path);
      } else if (!Files.exists(path)) {
        throw new PortoFailure(ErrorCode.INVALID_PATH,
            "Cannot open volume path: Unknown:(No such file or directory: "
            + "Cannot open " + path + ")");
      }
      Conflicts.check(path, volumes.values(), this::target);
      Conflicts.checkStorage(plan, volumes.values());
      volumes.put(path.toString(), volume);
      backends.build(volume);
      TopDirectory.dress(volume, accounts);
      volume.state = "ready";
      List<Link> links = plan.links().isEmpty() ? List.of(new Link(ROOT, "", false, false)) : plan.links();
      links.forEach(link -> addLink(volume, link));
      save(volume);
      return volume;
    } catch (IOException e) {
      undo(volume);
      throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot build volume " + path);
    } catch (RuntimeException e) {
      undo(volume);
      throw e;
    }
  }

  private void undo(Volume volume) {
    if (volumes.remove(volume.path.toString(), volume)) {
      volume.links.forEach(link -> unmountTarget(volume, link));
      backends.destroy(volume);
    }
  }

  private void addLink(Volume volume, Link link) {
    if (!link.target().isEmpty() && !link.target().startsWith("/")) {
      throw new PortoFailure(ErrorCode.INVALID_PATH,
          "Volume " + volume.path + " link path " + link.target() + " must be absolute");
    }
    boolean present = volume.links.stream().anyMatch(other -> other.container().equals(link.container())
        && other.target().equals(link.target()));
    if (present) {
      throw new PortoFailure(ErrorCode.VOLUME_ALREADY_LINKED, "Volume already linked");
    }
    if (!link.target().isEmpty()) {
      Path target = target(link);
      Tool.run(List.of("mkdir", "-p", target.toString()));
      Mounts.bind(volume.path, target, false);
      if (link.readOnly()) {
        Mounts.readOnly(target);
      }
    }
    volume.links.add(link);
    volume.touch();
  }

  private void removeLinks(Volume volume, List<Link> gone) {
    gone.forEach(link -> unmountTarget(volume, link));
    volume.links.removeAll(gone);
    if (volume.links.isEmpty()) {
      volumes.remove(volume.path.toString());
      backends.destroy(volume);
      store.remove(volume.id);
      removeWeakLayers(volume.plan);
    } else {
      save(volume);
    }
  }

  private void removeWeakLayers(VolumePlan plan) {
    for (String layer : plan.layers()) {
      boolean used = volumes.values().stream().anyMatch(volume -> volume.plan.layers().contains(layer));
      if (Storages.isWeak(layer) && !used) {
        storages.removeLayer(plan.place(), layer);
      }
    }
  }

  private void unmountTarget(Volume volume, Link link) {
    if (!link.target().isEmpty() && !target(link).equals(volume.path)) {
      Mounts.unmount(target(link));
    }
  }

  private Path target(Link link) {
    return Path.of(rootOf.apply(link.container()) + "/" + link.target()).normalize();
  }

  private void save(Volume volume) {
    volume.touch();
    store.save(messages.spec(volume));
  }

  private Volume controlled(Client client, String path) {
    client.checkWriter();
    Volume volume = found(path);
    if (!client.controls(volume.owner)) {
      throw PortoFailure.permission("Cannot control volume " + path);
    }
    return volume;
  }

  /** The volume at the path, or at which a link's target is. */
  private Volume found(String path) {
    Volume volume = volumes.get(path);
    if (volume == null) {
      volume = volumes.values().stream().filter(v -> v.links.stream()
          .anyMatch(link -> !link.target().isEmpty() && target(link).toString().equals(path))).findFirst()
          .orElseThrow(() -> new PortoFailure(ErrorCode.VOLUME_NOT_FOUND, "Volume " + path + " not found"));
    }
    return volume;
  }

  private void restore(VolumeSpec stored) {
    VolumePlan plan = VolumePlans.of(stored);
    Owner owner = new Owner(stored.getOwner().getUid(), stored.getOwner().getGid(), List.of());
    Volume volume = new Volume(stored.getId(), Path.of(stored.getPath()), plan, stored.getCreator(), owner,
        stored.getBuildTime());
    nextId = Math.max(nextId, Long.parseLong(stored.getId()) + 1);
    if (!plan.backend().equals("dir") && !Mounts.isMountPoint(volume.path)) {
      backends.destroy(volume);
      store.remove(volume.id);
      return;
    }
    volume.state = stored.getState();
    volume.changeTime = stored.getChangeTime();
    volume.links.addAll(plan.links());
    volumes.put(stored.getPath(), volume);
  }
}
