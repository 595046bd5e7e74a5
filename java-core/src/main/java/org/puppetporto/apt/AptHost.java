package org.puppetporto.apt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What every step with packages of this host needs, made from its settings. */
record AptHost(
    AptSettings settings,
    Tool tool,
    LockWait locks,
    AptConfig config,
    AptSources sources,
    DebStore store,
    Simulator simulator,
    ServiceGuard guard,
    AptLog log,
    DpkgStatusReader dpkg) {

  static final Path ROOT = Path.of("/");

  static AptHost of(AptSettings settings, DpkgStatusReader dpkg) {
    Tool tool = new Tool(settings.environment());
    LockWait locks = new LockWait(settings);
    AptConfig config = new AptConfig(settings, tool);
    DebStore store = new DebStore(settings.cache().resolve("debs"));
    return new AptHost(
        settings,
        tool,
        locks,
        config,
        new AptSources(settings, tool, config, locks),
        store,
        new Simulator(settings, tool, config, store),
        new ServiceGuard(settings.cache().resolve("no-service")),
        new AptLog(settings.cache().resolve("log")),
        dpkg);
  }

  DpkgStatus status() throws AptException {
    return dpkg.read();
  }

  /** {@code apt-get -s} of a transaction. */
  Simulation simulated(AptTransaction transaction, boolean readOnly) throws AptException {
    String what = "simulating " + Messages.transaction(transaction);
    return simulator.simulate(transaction, Resolution.of(transaction, what, this, readOnly));
  }

  /** The PATH of maintainer scripts, with services kept from starting. */
  String guardedPath() throws AptException {
    return guard.path(config.values("DPkg::Path").get(0));
  }

  /** Options that make apt-get itself wait for dpkg's locks. */
  List<String> lockOptions() {
    List<String> options = new ArrayList<>();
    AptArguments.option(options, "DPkg::Lock::Timeout", String.valueOf(locks.seconds()));
    return options;
  }
}
