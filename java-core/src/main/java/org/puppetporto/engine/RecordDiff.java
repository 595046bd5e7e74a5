package org.puppetporto.engine;

import java.util.List;
import java.util.Optional;
import org.puppetporto.engine.KeepingPlanner.Situation;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.spec.Definition;

/** What the store, the labels and the container's state do not say yet of a daemon to be kept. Pure. */
final class RecordDiff {
  private final Situation it;
  private final Definition definition;
  private final List<Difference> differences;

  /** @param differences of properties and packages; what differs otherwise is added to them */
  RecordDiff(Situation situation, List<Difference> differences) {
    this.it = situation;
    this.definition = situation.desired().definition();
    this.differences = differences;
  }

  /** Adds them; true when store and labels are up to date. */
  boolean addTo() {
    boolean recorded = recordDifferences();
    ensureDifference();
    return recorded;
  }

  private boolean recordDifferences() {
    Optional<RevisionRecord> current = it.record().current();
    String revision = it.desired().revision();
    boolean stored = it.record().beingLeft().isEmpty()
        && current.filter(r -> r.id().equals(revision) && r.applicable()).isPresent();
    String storedVersion = current.map(r -> DefinitionDocument.version(r.document())).orElse("");
    boolean sameVersion = storedVersion.equals(definition.version());
    boolean sameEnsure = current.map(r -> DefinitionDocument.ensure(r.document())).orElse("")
        .equals(definition.ensure().word());
    if (it.container().isPresent()) {
      ContainerView view = it.container().get();
      if (!view.ours()) {
        differences.add(note(Difference.Aspect.PROPERTIES, "label", "(unlabelled)", "adopted"));
      } else if (!view.revision().equals(revision) && differences.isEmpty()) {
        differences.add(note(Difference.Aspect.PROPERTIES, "revision",
            Desired.brief(view.revision()), Desired.brief(revision)));
      } else if (view.revision().equals(revision) && !stored) {
        differences.add(note(Difference.Aspect.PROPERTIES, "revision",
            "(not noted as CURRENT)", Desired.brief(revision)));
      }
      if (!sameVersion && stored) {
        differences.add(note(Difference.Aspect.VERSION, "version",
            storedVersion.isEmpty() ? PropertyDiff.UNSET : storedVersion, definition.version()));
      }
    }
    return sameHealth(current) & samePolicy() & stored & sameVersion & sameEnsure;
  }

  /** How one knows that it is well is not part of the revision, and yet the store must know it. */
  private boolean sameHealth(Optional<RevisionRecord> current) {
    String was = current.map(record -> HealthDocument.text(record.document())).orElse("");
    String becomes = HealthDocument.text(definition.health());
    if (current.isPresent() && !was.equals(becomes)) {
      differences.add(note(Difference.Aspect.HEALTH, "health", was.isEmpty() ? PropertyDiff.UNSET : was,
          becomes.isEmpty() ? PropertyDiff.UNSET : becomes));
    }
    return was.equals(becomes);
  }

  /** Whoever keeps the daemon between two declarations goes by what is stored. */
  private boolean samePolicy() {
    for (PolicyDocument.Change change : it.policy()) {
      differences.add(note(Difference.Aspect.PROPERTIES, change.key(),
          change.was().orElse(PropertyDiff.UNSET), change.becomes().orElse(PropertyDiff.UNSET)));
    }
    return it.policy().isEmpty();
  }

  private static Difference note(Difference.Aspect aspect, String path, String was, String becomes) {
    return new Difference(aspect, path, was, becomes, Disruption.NONE);
  }

  private void ensureDifference() {
    String was = it.container().isEmpty() ? "absent" : it.state().word();
    boolean paused = it.state() == ContainerState.PAUSED;
    if (it.container().filter(view -> view.ours() && view.weak()).isPresent()) {
      differences.add(note(
          Difference.Aspect.PROPERTIES, "container", "left by a run that was cut off", "made anew"));
    }
    if (it.container().isEmpty() || it.alive() != it.wantsRunning() || paused || it.deadNotStopped()) {
      Disruption disruption = it.alive() && !it.wantsRunning() ? Disruption.RESTART : Disruption.NONE;
      differences.add(0, new Difference(
          Difference.Aspect.ENSURE, "ensure", was, definition.ensure().word(), disruption));
    }
  }
}
