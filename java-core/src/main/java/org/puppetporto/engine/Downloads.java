package org.puppetporto.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.apt.AptProgress;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.apt.PackageManager;

/**
 * Downloads of one run: the first daemon that needs its packages brings in those of all that were
 * planned. What cannot be had for one is that one's own error, when its turn comes.
 */
final class Downloads {
  private final PackageManager packages;
  private final Map<String, AptTransaction> planned = new LinkedHashMap<>();

  Downloads(PackageManager packages) {
    this.packages = packages;
  }

  /** Notes what a daemon's plan needs; empty takes it back. */
  void planned(String daemon, Optional<AptTransaction> transaction) {
    Optional<AptTransaction> needed = transaction.filter(wanted -> !wanted.install().isEmpty());
    if (needed.isPresent()) {
      planned.put(daemon, needed.get());
    } else {
      planned.remove(daemon);
    }
  }

  void forgetAll() {
    planned.clear();
  }

  /** Downloads everything that was planned and is not here yet; with one daemon there is nothing to gain. */
  void together(Consumer<AptProgress> progress) {
    if (planned.size() > 1) {
      packages.fetchAll(planned.values(), progress);
    }
    planned.clear();
  }
}
