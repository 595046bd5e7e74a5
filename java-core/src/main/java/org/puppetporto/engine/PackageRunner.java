package org.puppetporto.engine;

import java.util.Set;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.AptProgress;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.apt.PackageManager;

/** Carries out the steps on packages. */
final class PackageRunner {
  private final PackageManager packages;
  private final Downloads downloads;
  private final Progress progress;

  PackageRunner(PackageManager packages, Downloads downloads, Progress progress) {
    this.packages = packages;
    this.downloads = downloads;
    this.progress = progress;
  }

  void run(PackageAction action, Claims claims) throws AptException, EngineException {
    if (action instanceof PackageAction.Keep keep) {
      Set<String> missing = packages.keep(keep.packages());
      if (!missing.isEmpty()) {
        progress.report(action.daemon(), action.text(),
            "no rollback: no .deb to be had of " + String.join(", ", missing), 100);
      }
    } else if (action instanceof PackageAction.Fetch fetch) {
      downloads.together(step -> told(action, step));
      packages.fetch(fetch.transaction(), step -> told(action, step));
    } else if (action instanceof PackageAction.Repair) {
      repair(action);
    } else if (action instanceof PackageAction.Check check) {
      check(action.daemon(), check.transaction(), claims, packages, false);
    } else if (action instanceof PackageAction.Transact transact) {
      packages.run(transact.transaction(), step -> told(action, step));
    }
  }

  /** The version that failed may be the one being replaced: the transaction that follows has the last word. */
  private void repair(PackageAction action) throws AptException {
    try {
      packages.repair(step -> told(action, step));
    } catch (AptException e) {
      if (e.reason() != AptException.Reason.DPKG_FAILED && e.reason() != AptException.Reason.BROKEN) {
        throw e;
      }
      progress.report(action.daemon(), action.text(), e.getMessage(), 100);
    }
  }

  private void told(PackageAction action, AptProgress step) {
    progress.report(action.daemon(), action.text(), step.text(), (int) step.percent());
  }

  /**
   * Simulates a transaction and applies the safety rules.
   *
   * @throws EngineException {@link Fault#REFUSED} with the list of what it would have reached
   */
  static void check(String daemon, AptTransaction transaction, Claims claims, PackageManager packages,
      boolean readOnly) throws AptException, EngineException {
    SafetyRules.check(daemon, transaction, packages.simulate(transaction, readOnly), claims, packages.status());
  }
}
