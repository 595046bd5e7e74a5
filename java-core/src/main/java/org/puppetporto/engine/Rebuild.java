package org.puppetporto.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a lost record of the state store held, as far as the container itself still tells. Pure. */
final class Rebuild {
  private Rebuild() {}

  /** The store's knowledge, completed by labels and compact copies; says what stays unknown. */
  static HostState of(HostState host, Collection<ContainerView> containers) {
    HostState known = host;
    List<String> unknown = new ArrayList<>(host.unknown());
    for (ContainerView container : containers) {
      if (!container.ours() || !host.daemon(container.name()).revisions().isEmpty()) {
        continue;
      }
      Optional<CompactCopy> copy = container.value("private").flatMap(CompactCopy::read)
          .filter(c -> c.revision().equals(container.revision()));
      if (copy.isEmpty()) {
        unknown.add("the packages of " + container.name()
            + " are not known: neither the state store nor its container's private has them");
        continue;
      }
      RevisionRecord revision = new RevisionRecord(container.revision(), RevisionStatus.CURRENT,
          Instant.EPOCH, "rebuilt from the container", Map.of(), copy.get().packages());
      known = known.with(DaemonRecord.empty(container.name()).withNewest(revision));
      SortedSet<String> brought = new TreeSet<>(known.brought());
      brought.addAll(copy.get().brought());
      known = known.withPackages(brought, known.preexisting());
    }
    return new HostState(known.daemons(), known.brought(), known.preexisting(), known.catalog(), unknown);
  }
}
