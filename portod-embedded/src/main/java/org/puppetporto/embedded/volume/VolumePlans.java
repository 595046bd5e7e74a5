package org.puppetporto.embedded.volume;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.puppetporto.embedded.form.Escaped;
import org.puppetporto.embedded.form.Flags;
import org.puppetporto.embedded.form.Numbers;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.VolumeLink;
import org.puppetporto.embedded.proto.VolumeSpec;

/** From the properties or the specification in a request to what a volume is asked to be. */
final class VolumePlans {
  /** Every property, with what it is. */
  static final Map<String, String> PROPERTIES = properties();
  private static final Set<String> READ_ONLY = Set.of("ready", "state", "creator", "device_name",
      "space_used",
      "inode_used", "space_available", "inode_available");
  private static final String SELF = "self";
  private static final int DEFAULT_PERMISSIONS = 0775;
  private static final int MAX_PRIVATE = 4096;

  private VolumePlans() {}

  static VolumePlan of(String path, Map<String, String> properties) {
    for (String name : properties.keySet()) {
      if (!PROPERTIES.containsKey(name)) {
        throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Unknown property: " + name);
      }
      if (READ_ONLY.contains(name)) {
        throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "Read-only property: " + name);
      }
    }
    List<Link> links = new ArrayList<>();
    for (List<String> row : Escaped.splitRows(properties.getOrDefault("containers", ""), ' ', ';')) {
      String target = row.size() > 1 && row.get(1).startsWith("/") ? row.get(1) : "";
      links.add(new Link(row.get(0), target, row.contains("ro"), row.contains("!")));
    }
    return checked(new VolumePlan(path, properties.getOrDefault("backend", ""),
        properties.getOrDefault("place", ""),
        properties.getOrDefault("storage", ""), Escaped.split(properties.getOrDefault("layers", ""), ';'),
        Flags.parse(properties.getOrDefault("read_only", "false")), properties.getOrDefault("user", ""),
        properties.getOrDefault("group", ""),
        properties.containsKey("permissions") ? (int) Numbers.inBase(properties.get("permissions"), 8)
            : DEFAULT_PERMISSIONS,
        properties.getOrDefault("private", ""), properties.getOrDefault("owner_container", SELF),
        size(properties, "space_limit"), size(properties, "inode_limit"), size(properties, "space_guarantee"),
        size(properties, "inode_guarantee"), links));
  }

  static VolumePlan of(VolumeSpec spec) {
    List<Link> links = new ArrayList<>();
    for (VolumeLink link : spec.getLinksList()) {
      links.add(new Link(link.getContainer(), link.getTarget(), link.getReadOnly(), link.getRequired()));
    }
    return checked(new VolumePlan(spec.getPath(), spec.getBackend(), spec.getPlace(), spec.getStorage(),
        spec.getLayersList(), spec.getReadOnly(), spec.getCred().getUser(), spec.getCred().getGroup(),
        spec.hasPermissions() ? spec.getPermissions() : DEFAULT_PERMISSIONS, spec.getPrivateValue(),
        spec.hasOwnerContainer() ? spec.getOwnerContainer() : SELF, spec.getSpace().getLimit(),
        spec.getInodes().getLimit(), spec.getSpace().getGuarantee(), spec.getInodes().getGuarantee(), links));
  }

  private static VolumePlan checked(VolumePlan plan) {
    if (plan.privateValue().length() > MAX_PRIVATE) {
      throw PortoFailure.invalidValue("Private value too log, max " + MAX_PRIVATE + " bytes");
    }
    if (!plan.path().isEmpty() && !plan.path().startsWith("/")) {
      throw new PortoFailure(ErrorCode.INVALID_PATH, "Volume path must be absolute");
    }
    if (!plan.path().isEmpty() && !java.nio.file.Path.of(plan.path()).normalize().toString()
        .equals(plan.path())) {
      throw new PortoFailure(ErrorCode.INVALID_PATH, "Volume path must be normalized");
    }
    if (plan.backend().equals("overlay") && plan.layers().isEmpty()) {
      throw new PortoFailure(ErrorCode.INVALID_PROPERTY, "overlay require layers");
    }
    return plan;
  }

  private static long size(Map<String, String> properties, String name) {
    return properties.containsKey(name) ? Sizes.parse(properties.get(name)) : 0;
  }

  private static Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("backend", "dir, plain, native, bind, rbind, tmpfs, overlay, loop (default: as it fits)");
    all.put("storage", "where its data is (default: a directory of its own)");
    all.put("ready", "whether it is complete (ro)");
    all.put("state", "state (ro)");
    all.put("private", "anything its owner wants to write on it");
    all.put("target_container", "in whose view the path is (default: the client's)");
    all.put("owner_container", "container it belongs to (default: the client's)");
    all.put("owner_user", "user it belongs to (default: the creator)");
    all.put("owner_group", "group it belongs to (default: the creator)");
    all.put("user", "user of its top directory (default: the creator)");
    all.put("group", "group of its top directory (default: the creator)");
    all.put("permissions", "permissions of its top directory (default: 0775)");
    all.put("creator", "container, user and group that created it (ro)");
    all.put("read_only", "whether it cannot be written (default: false)");
    all.put("fs_type", "file system of an image");
    all.put("containers", "links at the beginning: container [target] [ro] [!];... (default: the client's)");
    all.put("image", "docker image: not supported here");
    all.put("layers", "layers from top to bottom, by semicolons");
    all.put("place", "where layers and data are kept");
    all.put("device_name", "disk below it (ro)");
    all.put("space_limit", "how much it may hold, in bytes (dynamic, default: without limit)");
    all.put("inode_limit", "how many files it may hold (dynamic, default: without limit)");
    all.put("space_guarantee", "how much is kept for it, in bytes (dynamic)");
    all.put("inode_guarantee", "how many files are kept for it (dynamic)");
    all.put("space_used", "how much it holds, in bytes (ro)");
    all.put("inode_used", "how many files it holds (ro)");
    all.put("space_available", "how much it can still hold, in bytes (ro)");
    all.put("inode_available", "how many files it can still hold (ro)");
    return all;
  }
}
