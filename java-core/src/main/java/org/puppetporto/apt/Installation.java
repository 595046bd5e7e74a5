package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Carries one transaction out, and sees that it was. */
final class Installation {
  private final AptHost host;
  private final AptTransaction transaction;
  private final Consumer<AptProgress> progress;
  private final String what;

  Installation(AptHost host, AptTransaction transaction, Consumer<AptProgress> progress) {
    this.host = host;
    this.transaction = transaction;
    this.progress = progress;
    this.what = Messages.transaction(transaction);
  }

  void run() throws AptException {
    host.store().prepare();
    if (!transaction.remove().isEmpty()) {
      refuseUnnamed();
    }
    finishOthers();
    try {
      install();
    } catch (AptException e) {
      if (e.reason() != Reason.BROKEN) {
        throw e;
      }
      repair();
      install();
    }
  }

  /** What cannot be configured may be what is about to be replaced: the second try has the last word. */
  private void repair() throws AptException {
    try {
      new Repair(host, progress).all();
    } catch (AptException e) {
      if (e.reason() != Reason.BROKEN) {
        throw e;
      }
      progress.accept(new AptProgress("message", "", 0, e.getMessage()));
    }
  }

  /** Without removals, apt-get's own {@code --no-remove} does this. */
  private void refuseUnnamed() throws AptException {
    Set<String> unnamed = host.simulated(transaction, false).changes().stream()
        .filter(change -> change.takesAway() && !transaction.remove().contains(change.name()))
        .map(Simulation.Change::name)
        .collect(Collectors.toCollection(TreeSet::new));
    if (!unnamed.isEmpty()) {
      throw new AptException(Reason.REFUSED, Messages.wouldTakeAway(what, unnamed));
    }
  }

  private void finishOthers() throws AptException {
    try {
      new Repair(host, progress).guarded(transaction.install().keySet());
    } catch (AptException e) {
      if (e.reason() != Reason.BROKEN) {
        throw e;
      }
      // Another daemon's package: its own run says so, and must not stop this one.
      progress.accept(new AptProgress("message", "", 0, e.getMessage()));
    }
  }

  private void install() throws AptException {
    List<String> options = host.lockOptions();
    if (transaction.suppressServices()) {
      AptArguments.option(options, "DPkg::Path", host.guardedPath());
      host.guard().begin(transaction.install().keySet());
    }
    DpkgStatus before = host.status();
    Set<String> again = halfUnpacked(before, transaction.install().keySet());
    if (!again.isEmpty()) {
      // apt takes a half-installed package of the right version for installed.
      options.add("--reinstall");
    }
    if (!halfUnpacked(before, transaction.remove()).isEmpty()) {
      AptArguments.option(options, "Dpkg::Options::", "--force-remove-reinstreq");
    }
    Path log = host.log().begin("apt-get");
    Resolution.of(transaction, what, host, false).loggedIn(log).preferringKept(again).until(kept -> {
      List<String> argv = AptArguments.install(transaction, kept, host.store().folder(), options);
      Tool.Outcome outcome = host.locks().untilFree(what, () ->
          host.tool().work(argv, log, host.settings().dpkgDeadline(), new ProgressReader(progress)));
      return judged(outcome);
    });
    host.guard().end(transaction.install().keySet());
  }

  private static Set<String> halfUnpacked(DpkgStatus status, Set<String> names) {
    return names.stream()
        .filter(name -> status.find(name).filter(InstalledPackage::halfUnpacked).isPresent())
        .collect(Collectors.toSet());
  }

  /**
   * apt-get also fails when a package that has nothing to do with the transaction was left half-configured
   * and cannot be configured now either. What counts is what dpkg says about the packages named.
   */
  private Tool.Outcome judged(Tool.Outcome outcome) throws AptException {
    boolean dpkgFailed =
        !outcome.ok() && AptFailure.of(outcome.lines()).reason() == Reason.DPKG_FAILED;
    if (!outcome.ok() && !dpkgFailed) {
      return outcome;
    }
    DpkgStatus reached = host.status();
    List<String> missed = missed(reached);
    List<String> rest = onlyRemoved(reached);
    if (dpkgFailed && !rest.isEmpty() && rest.size() == missed.size()) {
      purge(rest);
      missed = missed(host.status());
    }
    if (outcome.ok() && !missed.isEmpty()) {
      throw new AptException(Reason.TOOL, Messages.notReached(what, missed));
    }
    if (dpkgFailed && missed.isEmpty()) {
      progress.accept(new AptProgress("message", "", 100, Messages.foreignFailure(outcome.lines())));
      return new Tool.Outcome(0, outcome.lines());
    }
    return outcome;
  }

  /** What should be purged and is only removed: apt-get purges last, and not after any failure. */
  private List<String> onlyRemoved(DpkgStatus status) {
    return transaction.remove().stream()
        .filter(name -> transaction.purge())
        .filter(name -> status.find(name).filter(Installation::onlyConfiguration).isPresent())
        .toList();
  }

  private void purge(List<String> names) throws AptException {
    List<String> argv = new ArrayList<>(List.of("dpkg", "--purge"));
    argv.addAll(names);
    Path log = host.log().begin("dpkg");
    host.locks().untilFree(what, () ->
        host.tool().work(argv, log, host.settings().dpkgDeadline(), new ProgressReader(progress)));
  }

  private static boolean onlyConfiguration(InstalledPackage found) {
    return found.state().equals("config-files");
  }

  private List<String> missed(DpkgStatus status) {
    List<String> missed = new ArrayList<>();
    transaction.install().forEach((name, version) -> {
      if (status.installedVersion(name).filter(v -> DebianVersion.compare(v, version) == 0).isEmpty()) {
        String found = status.find(name).map(p -> p.version() + ", " + p.state()).orElse("missing");
        missed.add(name + " is " + found);
      }
    });
    transaction.remove().forEach(name -> {
      if (status.find(name).filter(p -> transaction.purge() || !onlyConfiguration(p)).isPresent()) {
        missed.add(name + " is still there");
      }
    });
    return missed;
  }
}
