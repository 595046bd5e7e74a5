package org.puppetporto.engine;

import java.time.Clock;
import java.util.function.Supplier;
import org.puppetporto.apt.PackageManager;
import org.puppetporto.porto.Containers;
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

  /** Without anyone who listens. */
  public Ports(Supplier<Containers> containers, PackageManager packages, StateStore store, HostLock lock,
      SlotProvider slots, Readiness readiness, PropertyCatalogue catalogue, Clock clock) {
    this(containers, packages, store, lock, slots, readiness, catalogue, clock, ActionListener.NONE);
  }
}
