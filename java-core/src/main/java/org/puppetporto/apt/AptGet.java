package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Packages by apt-get and dpkg, each started as an argv list in a clean environment. */
public final class AptGet implements PackageManager {
  private static final Path ROOT = Path.of("/");

  private final AptSettings settings;
  private final Tool tool;
  private final LockWait locks;
  private final AptSources sources;
  private final DebStore store;
  private final AptLog log;

  public AptGet(AptSettings settings) {
    this.settings = settings;
    this.tool = new Tool(settings.environment());
    this.locks = new LockWait(settings);
    this.sources = new AptSources(settings, tool, locks);
    this.store = new DebStore(settings.cache().resolve("debs"));
    this.log = new AptLog(settings.cache().resolve("log"));
  }

  @Override
  public DpkgStatus status() throws AptException {
    return new DpkgStatusReader(settings.admindir()).read();
  }

  @Override
  public void awaitIdle() throws AptException {
    locks.untilIdle();
  }

  @Override
  public Simulation simulate(AptTransaction transaction, boolean readOnly) throws AptException {
    AptTransaction present = present(transaction);
    if (present.isEmpty()) {
      return new Simulation(List.of());
    }
    return SimulationParser.parse(simulated(present, readOnly).lines());
  }

  @Override
  public void fetch(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException {
    AptTransaction present = present(transaction);
    if (present.install().isEmpty()) {
      return;
    }
    store.prepare();
    Resolution.of(present, "downloading " + named(present), store, sources, false).until(kept -> {
      List<String> options = new ArrayList<>(lockOptions());
      options.add("--download-only");
      AptArguments.option(options, "APT::Status-Fd", "1");
      List<String> argv = AptArguments.install(present, kept, store.folder(), options);
      return locks.untilFree("downloading " + named(present), () ->
          tool.read(argv, ROOT, settings.downloadDeadline(), new ProgressReader(progress)));
    });
    keep(present.install());
  }

  @Override
  public Map<AptTransaction, AptException> fetchAll(
      Collection<AptTransaction> transactions, Consumer<AptProgress> progress) {
    return new BatchFetch(this, settings.downloadDeadline(), progress).fetch(transactions);
  }

  @Override
  public void run(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException {
    AptTransaction present = present(transaction);
    if (present.isEmpty()) {
      return;
    }
    store.prepare();
    if (!present.remove().isEmpty()) {
      refuseUnnamed(present);
    }
    try {
      install(present, progress);
    } catch (AptException e) {
      if (e.reason() != Reason.BROKEN) {
        throw e;
      }
      repair(progress);
      install(present, progress);
    }
  }

  @Override
  public void repair(Consumer<AptProgress> progress) throws AptException {
    List<String> argv = new ArrayList<>(List.of("dpkg"));
    argv.addAll(AptArguments.conffiles(false));
    argv.addAll(List.of("--configure", "-a"));
    Path file = log.begin("dpkg");
    Tool.Outcome outcome = locks.untilFree("dpkg --configure -a", () ->
        tool.work(argv, file, settings.dpkgDeadline(), new ProgressReader(progress)));
    if (!outcome.ok()) {
      AptFailure failure = AptFailure.of(outcome.lines());
      Reason reason = failure.reason() == Reason.NO_SPACE ? Reason.NO_SPACE : Reason.BROKEN;
      throw new AptException(reason, Messages.repairFailed(failure, file));
    }
  }

  @Override
  public Set<String> keep(Map<String, String> packages) {
    return new Keeper(settings, tool, sources, store).keep(packages);
  }

  @Override
  public boolean canRollBackTo(Map<String, String> packages) {
    return packages.entrySet().stream()
        .allMatch(wanted -> store.find(wanted.getKey(), wanted.getValue()).isPresent());
  }

  @Override
  public void prune(Map<String, Set<String>> stillNeeded) {
    store.prune(stillNeeded);
  }

  private Tool.Outcome simulated(AptTransaction present, boolean readOnly) throws AptException {
    return Resolution.of(present, "simulating " + named(present), store, sources, readOnly).until(kept ->
        tool.read(
            AptArguments.install(present, kept, store.folder(), List.of("-s")),
            ROOT, settings.readDeadline(), line -> { }));
  }

  private void refuseUnnamed(AptTransaction present) throws AptException {
    Set<String> unnamed = SimulationParser.parse(simulated(present, false).lines()).changes().stream()
        .filter(change -> change.takesAway() && !present.remove().contains(change.name()))
        .map(Simulation.Change::name)
        .collect(Collectors.toCollection(TreeSet::new));
    if (!unnamed.isEmpty()) {
      throw new AptException(Reason.REFUSED, Messages.wouldTakeAway(named(present), unnamed));
    }
  }

  private void install(AptTransaction present, Consumer<AptProgress> progress) throws AptException {
    String what = named(present);
    Path file = log.begin("apt-get");
    Resolution.of(present, what, store, sources, false).loggedIn(file).until(kept -> {
      List<String> argv = AptArguments.install(present, kept, store.folder(), lockOptions());
      Tool.Outcome outcome = locks.untilFree(what, () ->
          tool.work(argv, file, settings.dpkgDeadline(), new ProgressReader(progress)));
      return judged(present, outcome, progress);
    });
  }

  /**
   * apt-get also fails when a package that has nothing to do with the transaction was left half-configured
   * and cannot be configured now either. What counts is what dpkg says about the packages named.
   */
  private Tool.Outcome judged(
      AptTransaction present, Tool.Outcome outcome, Consumer<AptProgress> progress) throws AptException {
    boolean dpkgFailed =
        !outcome.ok() && AptFailure.of(outcome.lines()).reason() == Reason.DPKG_FAILED;
    if (!outcome.ok() && !dpkgFailed) {
      return outcome;
    }
    List<String> missed = missed(present, status());
    if (outcome.ok() && !missed.isEmpty()) {
      throw new AptException(Reason.TOOL, Messages.notReached(named(present), missed));
    }
    if (dpkgFailed && missed.isEmpty()) {
      progress.accept(new AptProgress("message", "", 100, Messages.foreignFailure(outcome.lines())));
      return new Tool.Outcome(0, outcome.lines());
    }
    return outcome;
  }

  private static List<String> missed(AptTransaction transaction, DpkgStatus status) {
    List<String> missed = new ArrayList<>();
    transaction.install().forEach((name, version) -> {
      if (status.installedVersion(name).filter(v -> DebianVersion.compare(v, version) == 0).isEmpty()) {
        String found = status.find(name).map(p -> p.version() + ", " + p.state()).orElse("missing");
        missed.add(name + " is " + found);
      }
    });
    transaction.remove().forEach(name -> {
      if (status.find(name).filter(p -> !p.state().equals("config-files")).isPresent()) {
        missed.add(name + " is still there");
      }
    });
    return missed;
  }

  /** Without the removals of what is not there: apt-get fails on names that it does not know. */
  private AptTransaction present(AptTransaction transaction) throws AptException {
    if (transaction.remove().isEmpty()) {
      return transaction;
    }
    DpkgStatus status = status();
    TreeSet<String> remove = transaction.remove().stream()
        .filter(name -> status.find(name)
            .filter(p -> transaction.purge() || !p.state().equals("config-files")).isPresent())
        .collect(Collectors.toCollection(TreeSet::new));
    return new AptTransaction(
        new TreeMap<>(transaction.install()), remove, transaction.purge(), transaction.allowDowngrade(),
        transaction.changeHeld(), transaction.replaceConffiles(), transaction.suppressServices());
  }

  private List<String> lockOptions() {
    List<String> options = new ArrayList<>();
    AptArguments.option(options, "DPkg::Lock::Timeout", String.valueOf(locks.seconds()));
    return options;
  }

  private static String named(AptTransaction transaction) {
    return Messages.transaction(transaction);
  }
}
