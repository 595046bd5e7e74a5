package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Ensure;
import org.puppetporto.spec.property.PropertyValue;

/** Plans {@code running} and {@code stopped} with the least disruption: nothing, live, restart. */
final class KeepingPlanner {
  private final PropertyDiff propertyDiff;
  private final PolicyDiff policyDiff;
  private final Observation seen;

  /**
   * Plans by one observation.
   *
   * @param propertyDiff what this observation's host can do
   */
  KeepingPlanner(PropertyDiff propertyDiff, PolicyDiff policyDiff, Observation seen) {
    this.propertyDiff = propertyDiff;
    this.policyDiff = policyDiff;
    this.seen = seen;
  }

  /** @param record what the store knows of the daemon */
  DaemonPlan plan(Desired desired, DaemonRecord record, boolean force) throws EngineException {
    Situation situation = situation(desired, record);
    DaemonPlan plan = new KeepingActions(situation).plan();
    Optional<String> wait = force || situation.goesBack()
        ? Optional.empty() : RestartGate.closed(plan, situation.alive(), seen.at());
    return wait.isPresent() ? Planner.waiting(plan, wait.get()) : plan;
  }

  private Situation situation(Desired desired, DaemonRecord record) throws EngineException {
    Definition definition = desired.definition();
    Optional<ContainerView> container = seen.container(definition.name());
    PackageDiff packageDiff = new PackageDiff(seen, definition.name());
    List<String> unsupported = propertyDiff.unsupported(definition);
    SortedMap<String, PropertyValue> wanted = PropertyDiff.settable(definition, unsupported);
    if (container.isPresent() && !container.get().ours() && !definition.policy().adopt()) {
      throw new EngineException(Fault.REFUSED, definition.origin() + ": container " + definition.name()
          + " exists and does not carry our label " + Labels.DAEMON + "=" + definition.name()
          + ", so it is left alone; set policy adopt: true to take it over, or destroy it");
    }
    if (container.isPresent() && container.get().state() == ContainerState.UNKNOWN) {
      throw new EngineException(Fault.ACTION, definition.origin() + ": Porto does not tell the state of container "
          + definition.name() + "; look with `portoctl get " + definition.name() + " state`, then run again");
    }
    Optional<RevisionRecord> made = container.flatMap(view -> record.find(view.revision()));
    SortedMap<String, String> left = leftovers(record, made);

    List<PropertyDiff.Change> changes = List.of();
    List<Difference> differences = new ArrayList<>();
    if (container.isPresent()) {
      changes = propertyDiff.changes(wanted, container.get(), Before.of(made, desired));
      propertyDiff.secrets(definition.envSecret(), container.get()).ifPresent(differences::add);
    }
    for (PropertyDiff.Change change : changes) {
      differences.add(change.difference());
    }
    SortedSet<String> leaving = packageDiff.leaving(definition, left);
    packageDiff.addDifferences(definition, leaving, made.map(RevisionRecord::packages), differences);
    Optional<AptTransaction> transaction = packageDiff.transaction(definition, leaving);

    List<String> notes = new ArrayList<>();
    if (!unsupported.isEmpty()) {
      notes.add("left out, this host does not support: " + String.join(", ", unsupported));
    }
    return new Situation(desired, record, container, made, wanted, changes,
        policyDiff.changes(record.current(), definition.policy()), differences, transaction, packageDiff, left,
        seen.host().brought(), notes);
  }

  /**
   * Packages of revisions that were not removed in good order: CURRENT, being applied, the last one failed, or
   * the one that the container was made for.
   */
  private static SortedMap<String, String> leftovers(DaemonRecord record, Optional<RevisionRecord> made) {
    SortedMap<String, String> left = Collections.emptySortedMap();
    for (RevisionRecord revision : record.revisions()) {
      boolean newest = revision == record.revisions().get(0);
      if (newest || revision.status() == RevisionStatus.CURRENT || revision.status() == RevisionStatus.APPLYING) {
        left = both(left, revision.packages());
      }
    }
    return made.isPresent() ? both(left, made.get().packages()) : left;
  }

  /** Nearly always it is the one revision, of which no copy need be made. */
  private static SortedMap<String, String> both(SortedMap<String, String> some, SortedMap<String, String> more) {
    if (some.isEmpty() || some == more) {
      return more;
    }
    SortedMap<String, String> all = new TreeMap<>(some);
    all.putAll(more);
    return all;
  }

  /**
   * One daemon, looked at.
   *
   * @param made the stored revision that the container was made for
   * @param wanted properties to set on a new container
   * @param changes properties that differ on the existing one
   * @param policy what is stored of the policy otherwise than it is declared
   * @param differences of properties, secrets and packages
   * @param transaction what apt has to do
   * @param packageDiff the host's packages, for what only some plans ask
   * @param left packages of revisions that were not removed in good order
   * @param brought packages of the host that we brought
   */
  record Situation(
      Desired desired,
      DaemonRecord record,
      Optional<ContainerView> container,
      Optional<RevisionRecord> made,
      SortedMap<String, PropertyValue> wanted,
      List<PropertyDiff.Change> changes,
      List<PolicyDocument.Change> policy,
      List<Difference> differences,
      Optional<AptTransaction> transaction,
      PackageDiff packageDiff,
      SortedMap<String, String> left,
      SortedSet<String> brought,
      List<String> notes) {

    String name() {
      return desired.name();
    }

    /** What goes into the container's {@code private}. */
    String compact() {
      return CompactCopy.write(desired, brought, preexisting());
    }

    /** Declared packages that are on the host and that we did not bring. */
    SortedSet<String> preexisting() {
      return packageDiff.preexisting(desired.definition());
    }

    /** Declared packages that dpkg left half-way. */
    List<String> broken() {
      return packageDiff.broken(desired.definition().packages());
    }

    /** Packages of the revisions before that the seeds' literal order purges first: nobody else needs them. */
    SortedSet<String> replaced() {
      SortedSet<String> names = new TreeSet<>();
      for (String name : left.keySet()) {
        if (packageDiff.purgeable(name, false)) {
          names.add(name);
        }
      }
      return names;
    }

    /** The declared respawn; on when the definition is silent. */
    String respawn() {
      PropertyValue declared = wanted.get("respawn");
      return declared == null ? "true" : declared.canonical();
    }

    boolean wantsRunning() {
      return desired.definition().ensure() == Ensure.RUNNING;
    }

    boolean alive() {
      return container.filter(ContainerView::alive).isPresent();
    }

    /** The differences as they are told: where no process runs on, there is nothing that one could disrupt. */
    List<Difference> shown() {
      List<Difference> shown = new ArrayList<>(differences);
      if (!alive() || !wantsRunning()) {
        shown.replaceAll(Difference::undisruptive);
      }
      return shown;
    }

    /** Whether what runs failed, so that nothing is lost by a restart. */
    boolean goesBack() {
      return container.filter(record::goesBackFrom).isPresent();
    }

    ContainerState state() {
      return container.map(ContainerView::state).orElse(ContainerState.UNKNOWN);
    }

    /** Whether it is to be stopped, and is not, though nothing of it may be at work. */
    boolean deadNotStopped() {
      return !wantsRunning() && container.isPresent() && state() != ContainerState.STOPPED;
    }

    /** Whether something differs that only a new container can have. */
    boolean needsRecreation() {
      for (Difference difference : differences) {
        if (difference.disruption() == Disruption.RESTART) {
          return true;
        }
      }
      return false;
    }
  }
}
