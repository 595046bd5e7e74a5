package org.puppetporto.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.engine.KeepingPlanner.Situation;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.Policy;

/** The actions of a daemon that is to be kept, in the order that loses nothing when it is cut off. */
final class KeepingActions {
  private final Situation it;
  private final String name;
  private final Definition definition;
  private final Policy policy;
  private final List<Difference> differences;
  private final List<Action> actions = new ArrayList<>();
  private final List<String> notes;

  KeepingActions(Situation situation) {
    this.it = situation;
    this.name = situation.name();
    this.definition = situation.desired().definition();
    this.policy = definition.policy();
    this.differences = situation.shown();
    this.notes = new ArrayList<>(situation.notes());
  }

  DaemonPlan plan() {
    boolean recorded = new RecordDiff(it, differences).addTo();
    int told = differences.size();
    String reason = recorded ? "" : reason();
    if (!recorded) {
      actions.add(new StoreAction.Begin(it.desired(), it.preexisting(), reason));
    }
    List<String> broken = it.broken();
    if (!broken.isEmpty()) {
      actions.add(new PackageAction.Repair(name, broken));
    }
    if (it.container().isEmpty()) {
      fetch();
      transact();
      create();
    } else if (it.needsRecreation() || unfit()) {
      recreate();
    } else if (it.alive() == it.wantsRunning()) {
      adjust();
    } else if (it.wantsRunning()) {
      restart();
    } else {
      stop();
    }
    if (!recorded) {
      String known = differences.size() == told ? reason : reason();
      actions.add(new StoreAction.Promote(name, it.desired().revision(), known));
    }
    return new DaemonPlan(it.desired(), differences, actions, Optional.empty(), notes);
  }

  /**
   * A leftover that cannot be started as it is. One that is still weak was made by a run that was cut off:
   * portod may be about to destroy it, as it does when it notices that the creator is gone.
   */
  private boolean unfit() {
    ContainerView view = it.container().get();
    boolean differs = !it.changes().isEmpty() || !view.revision().equals(it.desired().revision());
    return view.ours() && (view.weak() || !view.alive() && differs);
  }

  private String reason() {
    List<String> texts = new ArrayList<>();
    for (Difference difference : differences) {
      texts.add(difference.text());
    }
    return texts.isEmpty() ? "noted again" : String.join("; ", texts);
  }

  /** Everything about packages that can go wrong while the old revision still runs. */
  private void fetch() {
    it.transaction().filter(transaction -> !transaction.install().isEmpty())
        .ifPresent(transaction -> actions.add(new PackageAction.Fetch(name, transaction)));
    check();
  }

  private void check() {
    it.transaction().ifPresent(transaction -> actions.add(new PackageAction.Check(name, transaction)));
  }

  private void transact() {
    it.transaction().ifPresent(transaction -> actions.add(new PackageAction.Transact(name, transaction)));
  }

  private void recreate() {
    boolean literal = policy.updateStrategy() == Policy.UpdateStrategy.RECREATE
        && it.made().filter(made -> !made.id().equals(it.desired().revision())).isPresent();
    Optional<RevisionRecord> previous = it.record().current();
    if (previous.isPresent() && (it.transaction().isPresent() || literal && purge().isPresent())) {
      actions.add(new PackageAction.Keep(name, previous.get().packages()));
    }
    if (literal) {
      // What the old packages take with them is said while everything still runs.
      purge().ifPresent(transaction -> actions.add(new PackageAction.Check(name, transaction)));
      check();
    } else {
      fetch();
    }
    if (it.alive() && it.wantsRunning()) {
      actions.add(new SlotAction(name));
    }
    takeOver();
    takeDown();
    if (literal && !it.replaced().isEmpty()) {
      actions.add(new PackageAction.Transact(name, purge().get()));
      if (!definition.packages().isEmpty()) {
        actions.add(new PackageAction.Transact(
            name, PackageDiff.transaction(policy, definition.packages(), new TreeSet<>())));
      }
    } else {
      transact();
    }
    create();
  }

  /** The packages of the revision before, as the literal order takes them away. */
  private Optional<AptTransaction> purge() {
    return it.replaced().isEmpty() ? Optional.empty() : Optional.of(PackageDiff.purge(policy, it.replaced()));
  }

  /** Before an adopted container is taken down it is made ours: what is not is never stopped. */
  private void takeOver() {
    if (!it.container().get().ours()) {
      actions.add(new ContainerAction.SetLabel(name, Labels.DAEMON, name));
    }
  }

  private void takeDown() {
    actions.add(new ContainerAction.ReadLastWords(name));
    actions.add(new ContainerAction.Stop(name, policy.stopTimeout()));
    actions.add(new ContainerAction.Destroy(name));
  }

  /** A new container: weak until it has started, so that being cut off leaves nothing behind. */
  private void create() {
    actions.add(new ContainerAction.CreateWeak(name));
    label();
    it.wanted().forEach((property, value) -> {
      if (!property.equals("respawn")) {
        actions.add(new ContainerAction.SetProperty(name, property, value, false));
      }
    });
    if (!definition.envSecret().isEmpty()) {
      actions.add(new ContainerAction.SetSecrets(name, new TreeMap<>(definition.envSecret())));
    }
    if (it.wantsRunning()) {
      start();
    } else {
      actions.add(new ContainerAction.SetOwn(name, "weak", "false"));
      respawn();
    }
  }

  private void label() {
    actions.add(new ContainerAction.SetLabel(name, Labels.DAEMON, name));
    actions.add(new ContainerAction.SetLabel(name, Labels.REVISION, it.desired().revision()));
    if (!it.wanted().containsKey("private")) {
      actions.add(new ContainerAction.SetOwn(name, "private", it.compact()));
    }
  }

  private void start() {
    actions.add(new ContainerAction.Start(name));
    actions.add(new ContainerAction.SetOwn(name, "weak", "false"));
    actions.add(ready());
    respawn();
  }

  private ContainerAction.AwaitReady ready() {
    Duration timeout = policy.readyTimeout();
    return new ContainerAction.AwaitReady(name, policy.minUptime(), timeout, definition.health().gate());
  }

  /** Portod's own respawn is on unless the definition says otherwise. */
  private void respawn() {
    actions.add(new ContainerAction.SetOwn(name, "respawn", it.respawn()));
  }

  /** Starts the existing container, which has the right configuration. */
  private void restart() {
    if (it.state() != ContainerState.STOPPED) {
      takeOver();
      actions.add(new ContainerAction.ReadLastWords(name));
      actions.add(new ContainerAction.Stop(name, policy.stopTimeout()));
    }
    check();
    transact();
    adopt();
    actions.add(new ContainerAction.SetOwn(name, "respawn", "false"));
    start();
  }

  private void stop() {
    takeOver();
    actions.add(new ContainerAction.ReadLastWords(name));
    actions.add(new ContainerAction.Stop(name, policy.stopTimeout()));
    adjust();
  }

  /** Whether the container was made for this revision by a run that did not see it get ready. */
  private boolean unproven(ContainerView view) {
    return view.revision().equals(it.desired().revision())
        && it.record().find(view.revision()).filter(r -> r.status() != RevisionStatus.CURRENT).isPresent();
  }

  private void adopt() {
    if (!it.container().get().revision().equals(it.desired().revision()) || !it.container().get().ours()) {
      label();
    }
  }

  /** Brings a container that may stay as it is up to date, without touching its process. */
  private void adjust() {
    ContainerView view = it.container().get();
    check();
    transact();
    if (it.deadNotStopped() && actions.stream().noneMatch(ContainerAction.Stop.class::isInstance)) {
      takeOver();
      actions.add(new ContainerAction.Stop(name, policy.stopTimeout()));
    }
    if (it.state() == ContainerState.PAUSED && it.wantsRunning()) {
      actions.add(new ContainerAction.Resume(name));
    }
    for (PropertyDiff.Change change : it.changes()) {
      if (!change.property().equals("respawn")) {
        actions.add(new ContainerAction.SetProperty(name, change.property(), change.value().get(), view.alive()));
      }
    }
    if (view.weak()) {
      actions.add(new ContainerAction.SetOwn(name, "weak", "false"));
    }
    boolean respawns = view.value("respawn").orElse("").equals(it.respawn());
    if (it.wantsRunning() && (unproven(view) || !respawns && it.respawn().equals("true"))) {
      actions.add(ready());
    }
    if (!respawns) {
      if (it.changes().stream().noneMatch(change -> change.property().equals("respawn"))) {
        differences.add(new Difference(Difference.Aspect.PROPERTIES, "properties.respawn",
            view.value("respawn").orElse(PropertyDiff.UNSET), it.respawn(), Disruption.LIVE));
      }
      respawn();
    }
    adopt();
  }
}
