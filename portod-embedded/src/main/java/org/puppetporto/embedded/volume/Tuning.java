package org.puppetporto.embedded.volume;

import java.util.Map;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.form.Sizes;
import org.puppetporto.embedded.proto.ErrorCode;

/** Changes of what a volume may hold. */
final class Tuning {
  private Tuning() {}

  /** All or nothing as far as names go: one that cannot be changed refuses the rest. */
  static void apply(Volume volume, Map<String, String> properties, Backends backends) {
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
  }
}
