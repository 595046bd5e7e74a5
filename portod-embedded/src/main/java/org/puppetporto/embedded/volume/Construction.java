package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.process.Mounts;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.VolumeLink;
import org.puppetporto.embedded.proto.VolumeSpec;

/** Makes a volume out of what was asked for or written down, or leaves nothing of it. */
final class Construction {
  /** Where volumes of containers with a root of their own are, below that root. */
  private static final String IN_ROOT = "porto/volume_";
  private final VolumeTable table;
  private final Places places;
  private final Backends backends;
  private final Links links;
  private final Accounts accounts;
  private long nextId = 1;

  Construction(VolumeTable table, Places places, Backends backends, Links links, Accounts accounts) {
    this.table = table;
    this.places = places;
    this.backends = backends;
    this.links = links;
    this.accounts = accounts;
  }

  /** Brings back what was written down; no when it is not mounted any more, and what it left is gone, too. */
  boolean restore(VolumeSpec stored) {
    VolumePlan plan = VolumePlans.of(stored);
    Owner owner = new Owner(stored.getOwner().getUid(), stored.getOwner().getGid(), List.of());
    Volume volume = new Volume(stored.getId(), Path.of(stored.getPath()),
        stored.getAutoPath() ? plan.withPath("") : plan, stored.getCreator(), owner, stored.getBuildTime());
    nextId = Math.max(nextId, Long.parseLong(stored.getId()) + 1);
    if (!plan.backend().equals("dir") && !Mounts.isMountPoint(volume.path)) {
      backends.destroy(volume);
      return false;
    }
    volume.state = stored.getState();
    volume.changeTime = stored.getChangeTime();
    for (VolumeLink link : stored.getLinksList()) {
      volume.links.add(new Link(link.getContainer(), link.getTarget(), link.getReadOnly(), link.getRequired(),
          link.hasHostTarget() ? Path.of(link.getHostTarget()) : null));
    }
    table.add(volume);
    return true;
  }

  /** @param root below which the path is chosen when none is asked for */
  Volume build(Client client, VolumePlan wanted, Path root) {
    VolumePlan plan = Backends.decide(wanted);
    Path volumes = places.volumes(plan.place());
    String id = Long.toString(nextId++);
    Path path = plan.automaticPath() ? chosenPath(volumes, root, id) : Path.of(plan.path());
    if (table.hasPath(path)) {
      throw new PortoFailure(ErrorCode.VOLUME_ALREADY_EXISTS, "Volume already exists");
    }
    String creator = String.join(" ", client.home().name(), accounts.userName(client.owner().uid()),
        accounts.groupName(client.owner().gid()));
    Volume volume = new Volume(id, path, plan, creator, client.owner(), System.currentTimeMillis() / 1000);
    try {
      if (plan.automaticPath()) {
        Mounts.makeTarget(path, plan.showsFile());
      } else if (!Files.exists(path)) {
        throw new PortoFailure(ErrorCode.INVALID_PATH,
            "Cannot open volume path: Unknown:(No such file or directory: "
            + "Cannot open " + path + ")");
      }
      Conflicts.check(path, table.all());
      Conflicts.checkStorage(plan, table.all());
      table.add(volume);
      backends.build(volume);
      TopDirectory.dress(volume, accounts);
      volume.state = "ready";
      List<Link> first = plan.links().isEmpty()
          ? List.of(new Link(client.home().name(), "", false, false)) : plan.links();
      first.forEach(link -> links.add(volume, link));
      return volume;
    } catch (IOException e) {
      undo(volume);
      throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot build volume " + path);
    } catch (RuntimeException e) {
      undo(volume);
      throw e;
    }
  }

  private static Path chosenPath(Path volumes, Path root, String id) {
    return root.getParent() == null ? volumes.resolve(id).resolve("volume")
        : root.resolve(IN_ROOT + id);
  }

  private void undo(Volume volume) {
    if (table.remove(volume)) {
      links.remove(volume, List.copyOf(volume.links));
      backends.destroy(volume);
    }
  }
}
