package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.VolumeDescription;
import org.puppetporto.embedded.proto.VolumeSpec;

/** All volumes. Actions on them happen one at a time. Paths in requests and answers are the client's. */
public final class Volumes {
  private static final String ROOT = "/";
  private static final String EVERY_TARGET = "***";
  private final VolumeTable table = new VolumeTable();
  private final Places places;
  private final Storages storages;
  private final Backends backends;
  private final Links links;
  private final InUse inUse;
  private final Construction construction;
  private final VolumeStore store;
  private final VolumeMessages messages;
  private final VolumeAnswers answers;
  private final Function<String, String> rootOf;

  /**
   * Brings back the volumes that were written down and are still mounted.
   *
   * @param place what stands for {@code /place}
   * @param records where volumes are written down
   * @param rootOf the root directory of a container, by its name
   */
  public Volumes(Path place, Path records, Accounts accounts, Function<String,
      String> rootOf) throws IOException {
    this.places = new Places(place, accounts);
    this.storages = new Storages(places);
    this.backends = new Backends(places, storages);
    this.links = new Links(rootOf);
    this.inUse = new InUse(table, storages);
    this.construction = new Construction(table, places, backends, links, accounts);
    this.store = new VolumeStore(records);
    this.messages = new VolumeMessages(accounts);
    this.answers = new VolumeAnswers(table, messages);
    this.rootOf = rootOf;
    for (VolumeSpec stored : store.load()) {
      if (!construction.restore(stored)) {
        store.remove(stored.getId());
      }
    }
  }

  public Storages storages() {
    return storages;
  }

  /** Every property of volumes with what it is. */
  public static Map<String, String> properties() {
    return VolumePlans.PROPERTIES;
  }

  /** @param containers from names in the request to full ones, if the client may link with them */
  public synchronized VolumeDescription create(Client client, String path, Map<String, String> properties,
      UnaryOperator<String> containers) {
    Volume volume = build(client, VolumePlans.of(path, properties),
        properties.getOrDefault("target_container", ""), containers);
    return answers.description(view(client), volume);
  }

  public synchronized VolumeSpec create(Client client, VolumeSpec spec, UnaryOperator<String> containers) {
    return messages.spec(view(client), build(client, VolumePlans.of(spec), spec.getContainer(), containers));
  }

  public synchronized void link(Client client, String path, Link link) {
    Volume volume = controlled(client, path);
    links.add(volume, link);
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
    for (Volume volume : table.all()) {
      List<Link> gone = volume.links.stream().filter(link -> link.container().equals(container)).toList();
      if (!gone.isEmpty()) {
        removeLinks(volume, gone);
      }
    }
  }

  public synchronized void destroyAll() {
    table.all().forEach(volume -> removeLinks(volume, List.copyOf(volume.links)));
  }

  public synchronized void tune(Client client, String path, Map<String, String> properties) {
    Volume volume = controlled(client, path);
    Tuning.apply(volume, properties, backends);
    save(volume);
  }

  /** Refuses when there is no such volume, or the client may not change it. */
  public synchronized void check(Client client, String path) {
    controlled(client, path);
  }

  /**
   * Tells of volumes that are seen below the root of a container.
   *
   * @param path a path, a mask, or "" for all
   * @param changedSince seconds since the epoch; of older volumes only that they did not change is told
   */
  public synchronized List<VolumeDescription> list(Client client, String container, String path,
      long changedSince) {
    return answers.list(view(client), root(container), path, changedSince);
  }

  /** The same as whole specifications. */
  public synchronized List<VolumeSpec> get(Client client, String container, List<String> paths,
      long changedSince) {
    return answers.get(view(client), root(container), client.names().called(container), paths, changedSince);
  }

  /** Whether any link of the container has its volume mounted somewhere. */
  public synchronized boolean isMountedFor(String container) {
    return table.all().stream().flatMap(volume -> volume.links.stream())
        .anyMatch(link -> link.container().equals(container) && link.seen() != null);
  }

  public synchronized int count() {
    return table.all().size();
  }

  /** Whether a volume is seen at a path below the container's root. */
  public synchronized boolean exists(String container, String path) {
    return table.at(new View(root(container), container, UnaryOperator.identity()).resolve(path)).isPresent();
  }

  /**
   * {@code path target ro !;...}, as the property of containers has it; what the client cannot see begins with
   * {@code %}.
   *
   * @param client null for the host's view
   */
  public synchronized String linkedWith(String container, Client client) {
    return answers.linkedWith(view(client), client == null ? ROOT : client.home().name(), container);
  }

  /** What the client cannot see begins with {@code @}. */
  public synchronized String ownedBy(String container, Client client) {
    return answers.ownedBy(view(client), container);
  }

  /** The host's path of what a client calls so; what is not absolute stays as it is. */
  public String onHost(Client client, String path) {
    return view(client).resolveIfPath(path);
  }

  /** Removes from every place that was used what is none of ours, as portod does all the time. */
  public void sweep() {
    places.used().forEach(this::sweep);
  }

  /** @param place as in requests */
  public void sweep(String place) {
    sweep(places.resolve(place));
  }

  private void sweep(Path place) {
    List<Path> junk;
    synchronized (this) {
      junk = Sweep.ofVolumes(place.resolve(Places.VOLUMES),
          table.all().stream().map(backends::own).toList());
    }
    Sweep.remove(junk);
    storages.sweep(place);
  }

  /** Packs what was written to the volume. */
  public synchronized void export(Client client, String path, String tarball, String compress) {
    Archives.pack(backends.written(controlled(client, path)), tarball, compress);
  }

  public synchronized void removeLayer(String place, String name) {
    inUse.removeLayer(place, name);
  }

  public synchronized void removeStorage(String place, String name) {
    inUse.removeStorage(place, name);
  }

  private Volume build(Client client, VolumePlan wanted, String target, UnaryOperator<String> containers) {
    View own = view(client);
    View seen = target.isEmpty() ? own : new View(root(containers.apply(target)), own.home(), own.names());
    Volume volume = construction.build(client, wanted.onHost(own, seen, containers), seen.root());
    save(volume);
    return volume;
  }

  private void removeLinks(Volume volume, List<Link> gone) {
    links.remove(volume, gone);
    if (volume.links.isEmpty()) {
      table.remove(volume);
      backends.destroy(volume);
      store.remove(volume.id);
      inUse.removeWeakLayers(volume.plan);
    } else {
      save(volume);
    }
  }

  private void save(Volume volume) {
    volume.touch();
    store.save(messages.spec(View.HOST, volume));
  }

  private Volume controlled(Client client, String path) {
    client.checkWriter();
    Volume volume = table.found(view(client), path);
    if (!client.controls(volume.owner)) {
      throw PortoFailure.permission("Cannot control volume " + path);
    }
    return volume;
  }

  private View view(Client client) {
    return client == null ? View.HOST : new View(root(client.home().name()),
        client.names().called(client.home().name()), client.names()::called);
  }

  private Path root(String container) {
    return Path.of(rootOf.apply(container));
  }
}
