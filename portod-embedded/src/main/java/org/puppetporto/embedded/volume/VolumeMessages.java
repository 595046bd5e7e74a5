package org.puppetporto.embedded.volume;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Owner;
import org.puppetporto.embedded.process.FileSystemUse;
import org.puppetporto.embedded.proto.Cred;
import org.puppetporto.embedded.proto.VolumeDescription;
import org.puppetporto.embedded.proto.VolumeLink;
import org.puppetporto.embedded.proto.VolumeResource;
import org.puppetporto.embedded.proto.VolumeSpec;

/** Tells of volumes in messages. */
final class VolumeMessages {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss",
      Locale.ROOT);
  private final Accounts accounts;

  VolumeMessages(Accounts accounts) {
    this.accounts = accounts;
  }

  /** @param links those to tell of */
  VolumeDescription description(View view, String path, Volume volume, List<Link> links) {
    VolumeDescription.Builder message =
        VolumeDescription.newBuilder().setPath(path).setChangeTime(volume.changeTime);
    properties(view, volume)
        .forEach((name, value) -> message.addPropertiesBuilder().setName(name).setValue(value));
    for (Link link : links) {
      message.addContainers(view.names().apply(link.container()));
      message.addLinks(linkMessage(view, link));
    }
    return message.build();
  }

  VolumeSpec spec(View view, Volume volume) {
    VolumePlan plan = volume.plan;
    VolumeSpec.Builder message = VolumeSpec.newBuilder().setPath(view.compose(volume.path))
        .setContainer(view.home()).setId(volume.id).setState(volume.state).setBackend(plan.backend())
        .setCreator(volume.creator).setBuildTime(volume.buildTime).setChangeTime(volume.changeTime)
        .setPlace(place(plan)).setOwnerContainer(view.names().apply(plan.ownerContainer()))
        .setPermissions(plan.permissions()).setReadOnly(plan.readOnly()).setOwner(cred(volume.owner))
        .setSpace(space(volume)).setInodes(inodes(volume));
    plan.layers().forEach(layer -> message.addLayers(view.composeIfPath(layer)));
    message.setCred(Cred.newBuilder().setUser(user(volume)).setGroup(group(volume)));
    if (plan.automaticPath()) {
      message.setAutoPath(true);
    }
    if (!plan.storage().isEmpty()) {
      message.setStorage(view.composeIfPath(plan.storage()));
    }
    if (!plan.privateValue().isEmpty()) {
      message.setPrivateValue(plan.privateValue());
    }
    for (Link link : volume.links) {
      VolumeLink.Builder told = linkMessage(view, link).toBuilder();
      if (link.seen() != null) {
        told.setHostTarget(link.seen().toString());
      }
      message.addLinks(told);
    }
    return message.build();
  }

  private Map<String, String> properties(View view, Volume volume) {
    VolumePlan plan = volume.plan;
    Map<String, String> all = new TreeMap<>();
    all.put("id", volume.id);
    all.put("storage", view.composeIfPath(plan.storage()));
    all.put("backend", plan.backend());
    all.put("owner_container", view.names().apply(plan.ownerContainer()));
    all.put("owner_user", accounts.userName(volume.owner.uid()));
    all.put("owner_group", accounts.groupName(volume.owner.gid()));
    all.put("user", user(volume));
    all.put("group", group(volume));
    all.put("permissions", "0" + Integer.toOctalString(plan.permissions()));
    all.put("creator", volume.creator);
    all.put("ready", Boolean.toString(volume.isReady()));
    all.put("build_time", TIME.format(Instant.ofEpochSecond(volume.buildTime)
        .atZone(ZoneId.systemDefault())));
    all.put("change_time", TIME.format(Instant.ofEpochSecond(volume.changeTime)
        .atZone(ZoneId.systemDefault())));
    all.put("state", volume.state);
    all.put("private", plan.privateValue());
    all.put("read_only", Boolean.toString(plan.readOnly()));
    all.put("image", "");
    if (!plan.layers().isEmpty()) {
      all.put("layers", Escaped.join(plan.layers().stream().map(view::composeIfPath).toList(), ';'));
    }
    all.put("place", place(plan));
    all.put("space_limit", Long.toUnsignedString(volume.spaceLimit));
    all.put("inode_limit", Long.toUnsignedString(volume.inodeLimit));
    all.put("space_guarantee", Long.toUnsignedString(volume.spaceGuarantee));
    all.put("inode_guarantee", Long.toUnsignedString(volume.inodeGuarantee));
    FileSystemUse use = FileSystemUse.of(volume.path);
    all.put("space_used", Long.toString(use.spaceUsed()));
    all.put("space_available", Long.toString(use.spaceAvailable()));
    all.put("inode_used", Long.toString(use.inodesUsed()));
    all.put("inode_available", Long.toString(use.inodesAvailable()));
    return all;
  }

  private String user(Volume volume) {
    return volume.plan.user().isEmpty() ? accounts.userName(volume.owner.uid()) : volume.plan.user();
  }

  private String group(Volume volume) {
    return volume.plan.group().isEmpty() ? accounts.groupName(volume.owner.gid()) : volume.plan.group();
  }

  private static String place(VolumePlan plan) {
    return plan.place().isEmpty() ? Places.DEFAULT : plan.place();
  }

  private Cred cred(Owner owner) {
    return Cred.newBuilder().setUser(accounts.userName(owner.uid())).setUid(owner.uid())
        .setGroup(accounts.groupName(owner.gid())).setGid(owner.gid()).build();
  }

  private static VolumeLink linkMessage(View view, Link link) {
    VolumeLink.Builder message = VolumeLink.newBuilder().setContainer(view.names().apply(link.container()));
    if (!link.target().isEmpty()) {
      message.setTarget(link.target());
    }
    if (link.readOnly()) {
      message.setReadOnly(true);
    }
    if (link.required()) {
      message.setRequired(true);
    }
    return message.build();
  }

  private static VolumeResource space(Volume volume) {
    VolumeResource.Builder space = VolumeResource.newBuilder();
    if (volume.spaceLimit != 0) {
      space.setLimit(volume.spaceLimit);
    }
    if (volume.spaceGuarantee != 0) {
      space.setGuarantee(volume.spaceGuarantee);
    }
    FileSystemUse use = FileSystemUse.of(volume.path);
    return space.setUsage(use.spaceUsed()).setAvailable(use.spaceAvailable()).build();
  }

  private static VolumeResource inodes(Volume volume) {
    VolumeResource.Builder inodes = VolumeResource.newBuilder();
    if (volume.inodeLimit != 0) {
      inodes.setLimit(volume.inodeLimit);
    }
    if (volume.inodeGuarantee != 0) {
      inodes.setGuarantee(volume.inodeGuarantee);
    }
    FileSystemUse use = FileSystemUse.of(volume.path);
    return inodes.setUsage(use.inodesUsed()).setAvailable(use.inodesAvailable()).build();
  }
}
