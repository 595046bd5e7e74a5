package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;

/** Owner and permissions of a volume's top directory. */
final class TopDirectory {
  private TopDirectory() {}

  /** Gives the top directory the owner and permissions that were asked for. */
  static void dress(Volume volume, Accounts accounts) throws IOException {
    VolumePlan plan = volume.plan;
    if (plan.readOnly() || plan.backend().endsWith("bind")) {
      return;
    }
    int uid = plan.user().isEmpty() ? volume.owner.uid() : accounts.uid(plan.user())
        .orElseThrow(() -> PortoFailure.invalidValue("Cannot find user: " + plan.user()));
    int gid = plan.group().isEmpty() ? volume.owner.gid() : accounts.gid(plan.group())
        .orElseThrow(() -> PortoFailure.invalidValue("Cannot find group: " + plan.group()));
    Files.setAttribute(volume.path, "unix:uid", uid);
    Files.setAttribute(volume.path, "unix:gid", gid);
    Files.setPosixFilePermissions(volume.path, permissions(plan.permissions()));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = new HashSet<>();
    PosixFilePermission[] highestFirst = PosixFilePermission.values();
    for (int bit = 0; bit < highestFirst.length; bit++) {
      if ((mode >> highestFirst.length - 1 - bit & 1) != 0) {
        permissions.add(highestFirst[bit]);
      }
    }
    return permissions;
  }
}
