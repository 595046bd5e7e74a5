package org.puppetporto.embedded.volume;

import java.nio.file.Path;
import java.util.Collection;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;

/** Which paths volumes may not have. */
final class Conflicts {
  private Conflicts() {}

  /** A path must not hide what another volume is made of, or where it is seen. */
  static void check(Path path, Collection<Volume> volumes) {
    for (Volume other : volumes) {
      if (other.path.startsWith(path) && !other.plan.backend().equals("bind")) {
        throw overlap(path, "volume " + other.path);
      }
      if (!other.plan.place().isEmpty() && Path.of(other.plan.place()).startsWith(path)) {
        throw overlap(path, "place " + other.plan.place());
      }
      String storage = other.plan.storage();
      if (storage.startsWith("/") && Path.of(storage).startsWith(path)) {
        throw overlap(path, "volume " + other.path + " storage " + storage);
      }
      for (Link link : other.links) {
        if (path.equals(link.seen())) {
          throw new PortoFailure(ErrorCode.BUSY,
              "Volume path " + path + " is used by volume " + other.path + " for " + link.container());
        }
      }
    }
  }

  /** A storage is one volume's alone, unless both only read it or both are binds of it. */
  static void checkStorage(VolumePlan plan, Collection<Volume> volumes) {
    if (plan.storage().isEmpty()) {
      return;
    }
    for (Volume other : volumes) {
      boolean same = plan.storage().equals(other.plan.storage()) && plan.place().equals(other.plan.place());
      boolean written = !plan.readOnly() || !other.plan.readOnly();
      if (same && written && !(isBind(plan) && isBind(other.plan))) {
        throw new PortoFailure(ErrorCode.BUSY, "Storage already in use by volume " + other.path);
      }
    }
  }

  private static boolean isBind(VolumePlan plan) {
    return plan.backend().equals("bind") || plan.backend().equals("rbind");
  }

  private static PortoFailure overlap(Path path, String what) {
    return new PortoFailure(ErrorCode.INVALID_PATH, "Volume path " + path + " overlaps with " + what);
  }
}
