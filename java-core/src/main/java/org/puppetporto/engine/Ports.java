package org.puppetporto.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.puppetporto.apt.AptGet;
import org.puppetporto.apt.AptSettings;
import org.puppetporto.apt.PackageManager;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * What the engine works through.
 *
 * @param containers opens the connection to Porto; called once, on first need
 * @param packages deb packages
 * @param store the state store
 * @param lock the host's lock
 * @param slots asked before every disruption
 * @param readiness when a daemon is ready
 * @param catalogue Porto's properties
 * @param clock time and the host's zone
 * @param actions told of every action taken
 */
public record Ports(
    Supplier<Containers> containers,
    PackageManager packages,
    StateStore store,
    HostLock lock,
    SlotProvider slots,
    Readiness readiness,
    PropertyCatalogue catalogue,
    Clock clock,
    ActionListener actions) {

  /** Longer than an update with its wait for readiness usually takes. */
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(5);
  private static final String LOCK_TIMEOUT = "PORTO_DAEMON_LOCK_TIMEOUT";

  /**
   * The real portod, apt-get and state store of this host. Nothing is dialled or read before it is needed.
   *
   * @param environment see {@link HostPaths#from}
   */
  public static Ports of(Map<String, String> environment, Readiness readiness, ActionListener actions) {
    HostPaths paths = HostPaths.from(environment);
    return new Ports(
        () -> Porto.connect(paths.portoSocket(), Deadlines.DEFAULT),
        new AptGet(AptSettings.of(environment)),
        new StateStore(paths.stateDir()),
        new HostLock(paths.runDir(), patience(environment), actions::waiting),
        SlotProvider.LOCAL,
        readiness,
        PropertyCatalogue.standard(),
        Clock.systemDefaultZone(),
        actions);
  }

  /** How long to wait for the host's lock: whole seconds in the environment, else five minutes. */
  private static Duration patience(Map<String, String> environment) {
    String told = environment.getOrDefault(LOCK_TIMEOUT, "");
    return told.matches("\\d{1,5}") ? Duration.ofSeconds(Long.parseLong(told)) : LOCK_PATIENCE;
  }

  /**
   * For another door of the same host: shares what was read of files, and nothing else that may change.
   *
   * @param waiting told when the host's lock has to be waited for
   */
  Ports another(Consumer<String> waiting) {
    return new Ports(containers, packages.another(), store, lock.telling(waiting), slots, readiness, catalogue,
        clock, actions);
  }

  /** Without anyone who listens. */
  public Ports(Supplier<Containers> containers, PackageManager packages, StateStore store, HostLock lock,
      SlotProvider slots, Readiness readiness, PropertyCatalogue catalogue, Clock clock) {
    this(containers, packages, store, lock, slots, readiness, catalogue, clock, ActionListener.NONE);
  }
}
