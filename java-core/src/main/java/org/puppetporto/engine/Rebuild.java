package org.puppetporto.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the state store lost, as far as the containers themselves still tell. Pure. */
final class Rebuild {
  private Rebuild() {}

  /** The store's knowledge, completed by labels and compact copies; says what stays unknown. */
  static HostState of(HostState host, Collection<ContainerView> containers) {
    HostState known = host;
    List<String> unknown = new ArrayList<>(host.unknown());
    for (ContainerView container : containers) {
      boolean recorded = !host.daemon(container.name()).revisions().isEmpty();
      if (!container.ours() || recorded && host.lost().packages().isEmpty()) {
        continue;
      }
      Optional<CompactCopy> copy = container.value("private").flatMap(CompactCopy::read)
          .filter(c -> c.revision().equals(container.revision()));
      if (copy.isPresent()) {
        known = packages(recorded ? known : record(known, container, copy.get()), copy.get(), recorded);
      } else if (!recorded) {
        unknown.add("the packages of " + container.name()
            + " are not known: neither the state store nor its container's private has them");
      }
    }
    if (!known.lost().packages().isEmpty()) {
      unknown.add("who brought " + String.join(", ", known.lost().packages()) + " to this host is not known:"
          + " neither the state store nor a container's private says so; purged refuses to guess");
    }
    return known.withUnknown(unknown);
  }

  private static HostState record(HostState known, ContainerView container, CompactCopy copy) {
    RevisionRecord revision = new RevisionRecord(container.revision(), RevisionStatus.CURRENT,
        Instant.EPOCH, "rebuilt from the container", Map.of(), copy.packages());
    return known.with(DaemonRecord.empty(container.name()).withNewest(revision));
  }

  /**
   * @param recorded whether the store has the daemon's record. Without it, who brought its packages has to be
   *     written as the container says, or that would go with the container
   */
  private static HostState packages(HostState known, CompactCopy copy, boolean recorded) {
    SortedSet<String> brought = new TreeSet<>(known.brought());
    brought.addAll(copy.brought());
    SortedSet<String> others = new TreeSet<>(copy.packages().keySet());
    others.removeAll(brought);
    if (recorded) {
      others.retainAll(known.lost().packages());
    }
    SortedSet<String> preexisting = new TreeSet<>(known.preexisting());
    preexisting.addAll(others);
    Lost lost = known.lost().without(copy.packages().keySet());
    return known.withPackages(brought, preexisting).withLost(recorded ? lost : lost.toBeWritten());
  }
}
