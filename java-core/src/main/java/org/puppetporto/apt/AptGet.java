package org.puppetporto.apt;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packages by apt-get and dpkg, each started as an argv list in a clean environment. */
public final class AptGet implements PackageManager {
  private final AptHost host;

  public AptGet(AptSettings settings) {
    this(AptHost.of(settings, new DpkgStatusReader(settings.admindir())));
  }

  private AptGet(AptHost host) {
    this.host = host;
  }

  @Override
  public PackageManager another() {
    return new AptGet(AptHost.of(host.settings(), host.dpkg()));
  }

  @Override
  public DpkgStatus status() throws AptException {
    return host.status();
  }

  @Override
  public void awaitIdle() throws AptException {
    host.locks().untilIdle();
  }

  @Override
  public Simulation simulate(AptTransaction transaction, boolean readOnly) throws AptException {
    AptTransaction present = present(transaction);
    return present.isEmpty()
        ? new Simulation(List.of())
        : named(transaction, host.simulated(present, readOnly));
  }

  @Override
  public void fetch(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException {
    AptTransaction present = present(transaction);
    if (present.install().isEmpty()) {
      return;
    }
    host.store().prepare();
    String what = "downloading " + Messages.transaction(present);
    List<String> options = host.lockOptions();
    options.add("--download-only");
    AptArguments.option(options, "APT::Status-Fd", "1");
    Resolution.of(present, what, host, false).until(kept -> {
      List<String> argv = AptArguments.install(present, kept, host.store().folder(), options);
      return host.locks().untilFree(what, () -> host.tool().read(
          argv, AptHost.ROOT, host.settings().downloadDeadline(), new ProgressReader(progress)));
    });
    keep(present.install());
  }

  @Override
  public Map<AptTransaction, AptException> fetchAll(
      Collection<AptTransaction> transactions, Consumer<AptProgress> progress) {
    return new BatchFetch(this, host.settings().downloadDeadline(), progress).fetch(transactions);
  }

  @Override
  public void run(AptTransaction transaction, Consumer<AptProgress> progress) throws AptException {
    AptTransaction present = present(transaction);
    if (!present.isEmpty()) {
      new Installation(host, present, progress).run();
    }
  }

  @Override
  public void repair(Consumer<AptProgress> progress) throws AptException {
    new Repair(host, progress).all();
  }

  @Override
  public Set<String> keep(Map<String, String> packages) {
    return new Keeper(host).keep(packages);
  }

  @Override
  public boolean canKeep(Map<String, String> packages) {
    return new Keeper(host).canKeep(packages);
  }

  @Override
  public void prune(Map<String, Set<String>> stillNeeded) {
    host.store().prune(stillNeeded);
  }

  /** The changes under the names that the transaction uses; apt leaves the host's architecture out. */
  private Simulation named(AptTransaction transaction, Simulation simulation) throws AptException {
    Set<String> qualified = Stream.concat(
            transaction.install().keySet().stream(), transaction.remove().stream())
        .filter(name -> name.contains(":"))
        .collect(Collectors.toSet());
    if (qualified.isEmpty()) {
      return simulation;
    }
    DpkgStatus status = status();
    Map<String, String> names =
        qualified.stream().collect(Collectors.toMap(status::canonical, Function.identity()));
    return new Simulation(simulation.changes().stream()
        .map(change -> new Simulation.Change(
            change.kind(), names.getOrDefault(change.name(), change.name()), change.fromVersion(),
            change.toVersion()))
        .toList());
  }

  /**
   * Under the names that apt and dpkg use, and without the removals of what is not there: apt-get fails on
   * names that it does not know.
   */
  private AptTransaction present(AptTransaction transaction) throws AptException {
    if (transaction.remove().isEmpty()
        && transaction.install().keySet().stream().noneMatch(name -> name.contains(":"))) {
      return transaction;
    }
    DpkgStatus status = status();
    TreeMap<String, String> install = new TreeMap<>();
    transaction.install().forEach((name, version) -> install.put(status.canonical(name), version));
    TreeSet<String> remove = transaction.remove().stream()
        .filter(name -> status.find(name)
            .filter(p -> transaction.purge() || !p.state().equals("config-files")).isPresent())
        .map(status::canonical)
        .collect(Collectors.toCollection(TreeSet::new));
    return new AptTransaction(
        install, remove, transaction.purge(), transaction.allowDowngrade(),
        transaction.changeHeld(), transaction.replaceConffiles(), transaction.suppressServices());
  }
}
