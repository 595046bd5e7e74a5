package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.Policy;

/** Plans {@code absent} and {@code purged}: they need only a name, and beat every other setting. */
final class RemovalPlanner {
  private static final String REMEDY =
      "; use ensure: absent and purge them by hand, or set policy purge_preexisting: true";
  private final Observation seen;

  RemovalPlanner(Observation seen) {
    this.seen = seen;
  }

  DaemonPlan plan(Desired desired) throws EngineException {
    Definition definition = desired.definition();
    String name = definition.name();
    DaemonRecord record = seen.host().daemon(name);
    Optional<ContainerView> container = seen.container(name);
    boolean ours = container.filter(ContainerView::ours).isPresent();
    List<Difference> differences = new ArrayList<>();
    List<Action> actions = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (container.isPresent() && !ours) {
      notes.add("container " + name + " does not carry our label and is left alone");
    }
    if (ours) {
      ContainerView view = container.get();
      differences.add(new Difference(Difference.Aspect.ENSURE, "ensure", view.state().word(),
          definition.ensure().word(), view.alive() ? Disruption.RESTART : Disruption.NONE));
      actions.add(new ContainerAction.ReadLastWords(name));
      actions.add(new ContainerAction.Stop(name, definition.policy().stopTimeout()));
      actions.add(new ContainerAction.Destroy(name));
    }
    SortedSet<String> forgotten = new TreeSet<>();
    if (definition.ensure() == Ensure.PURGED) {
      forgotten.addAll(purge(definition, record, ours, differences, actions));
    }
    boolean known = !record.revisions().isEmpty();
    boolean unreadable = seen.host().lost().daemons().contains(name);
    boolean noted = known ? record.status().get() == RevisionStatus.REMOVED
        : actions.stream().allMatch(StoreAction.Disown.class::isInstance);
    if (ours || unreadable || !noted) {
      if (differences.isEmpty()) {
        differences.add(new Difference(Difference.Aspect.ENSURE, "ensure",
            word(record.status()), definition.ensure().word(), Disruption.NONE));
      }
      actions.add(new StoreAction.Retire(name, definition.ensure().word()));
    }
    if (!forgotten.isEmpty()) {
      notes.add("no longer on this host, and so no longer noted as brought by a daemon: "
          + String.join(", ", forgotten));
    }
    forgotten.forEach(gone -> differences.add(new Difference(Difference.Aspect.PACKAGES, "packages." + gone,
        "(missing)", "(forgotten)", Disruption.NONE)));
    return new DaemonPlan(desired, differences, actions, Optional.empty(), notes);
  }

  private static String word(Optional<RevisionStatus> status) {
    return status.map(RevisionStatus::name).orElse("unknown");
  }

  /** Packages that were noted as brought by us, and are gone without our doing. */
  private SortedSet<String> purge(Definition definition, DaemonRecord record, boolean ours,
      List<Difference> differences, List<Action> actions) throws EngineException {
    PackageDiff diff = new PackageDiff(seen, definition.name());
    Policy policy = definition.policy();
    checkKnown(definition, record, ours);
    SortedMap<String, String> candidates = new TreeMap<>(record.touchedPackages());
    if (record.revisions().isEmpty()) {
      // Whoever declares them with the removal knows what a lost record does not.
      candidates.putAll(definition.packages());
    }
    checkClear(definition, diff, candidates);
    SortedSet<String> doomed = new TreeSet<>();
    for (String name : candidates.keySet()) {
      if (diff.purgeable(name, policy.purgePreexisting())) {
        doomed.add(name);
      }
    }
    for (String name : doomed) {
      differences.add(new Difference(Difference.Aspect.PACKAGES, "packages." + name,
          seen.packages().find(name).get().version(), "(purged)", Disruption.NONE));
    }
    if (!doomed.isEmpty()) {
      AptTransaction transaction = PackageDiff.purge(policy, doomed);
      List<String> broken = diff.broken(candidates);
      if (!broken.isEmpty()) {
        actions.add(new PackageAction.Repair(definition.name(), broken));
      }
      // First of all: when the purge is refused, the daemon goes on running.
      actions.add(0, new PackageAction.Check(definition.name(), transaction));
      actions.add(new PackageAction.Transact(definition.name(), transaction));
    }
    SortedSet<String> missing = new TreeSet<>();
    for (String name : candidates.keySet()) {
      if (diff.missing(name) && seen.host().brought().contains(name)) {
        missing.add(name);
      }
    }
    // Kept in mind, they would still be ours when somebody installs them by hand later.
    SortedSet<String> gone = new TreeSet<>(doomed);
    gone.addAll(missing);
    if (!gone.isEmpty()) {
      actions.add(new StoreAction.Disown(definition.name(), gone));
    }
    return missing;
  }

  /** Where nobody can tell whether a package is ours, to keep it and claim success would be a lie as well. */
  private void checkClear(Definition definition, PackageDiff diff, SortedMap<String, String> candidates)
      throws EngineException {
    List<String> unclear = new ArrayList<>(seen.host().lost().packages());
    unclear.removeIf(name -> !candidates.containsKey(name) || !diff.purgeable(name, true));
    if (!unclear.isEmpty() && !definition.policy().purgePreexisting()) {
      throw new EngineException(Fault.REFUSED, definition.origin() + ": cannot purge " + definition.name()
          + ": whether it brought " + String.join(", ", unclear)
          + " is not known, since the state store lost its list of packages" + REMEDY);
    }
  }

  /** With the store's record and the container's copy both lost, success would be a lie. */
  private void checkKnown(Definition definition, DaemonRecord record, boolean ours) throws EngineException {
    if (!record.revisions().isEmpty() || definition.policy().purgePreexisting()) {
      return;
    }
    List<String> here = new ArrayList<>();
    for (String name : definition.packages().keySet()) {
      if (seen.packages().installedVersion(name).isPresent()
          && !seen.host().brought().contains(name)) {
        here.add(name);
      }
    }
    if (ours || !here.isEmpty() || seen.host().lost().daemons().contains(definition.name())) {
      throw new EngineException(Fault.REFUSED,
          definition.origin() + ": cannot purge " + definition.name() + ": which packages it brought is not known,"
              + " since neither the state store nor the container says so"
              + (here.isEmpty() ? "" : " (installed of its definition: " + String.join(", ", here) + ")")
              + unreadable(definition.name()) + REMEDY);
    }
  }

  private String unreadable(String daemon) {
    return seen.host().unknown().stream().filter(text -> text.contains("/" + daemon + ".json "))
        .findFirst().map(text -> "; " + text).orElse("");
  }
}
