package org.puppetporto.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the state store knows of one daemon.
 *
 * @param name the daemon
 * @param revisions newest first, the last {@link #KEPT} at most; at most one is CURRENT or APPLYING each
 * @param hold maintenance or an operator's stop
 * @param pending a changed definition that has to wait
 * @param restarts how often we have started it again since it first was CURRENT
 */
public record DaemonRecord(
    String name,
    List<RevisionRecord> revisions,
    Optional<Hold> hold,
    Optional<Pending> pending,
    long restarts) {
  /** How many revisions are remembered. */
  public static final int KEPT = 10;

  public DaemonRecord {
    revisions = List.copyOf(revisions);
  }

  static DaemonRecord empty(String name) {
    return new DaemonRecord(name, List.of(), Optional.empty(), Optional.empty(), 0);
  }

  public Optional<RevisionRecord> current() {
    return first(RevisionStatus.CURRENT);
  }

  /** Whether what it writes goes to syslog. */
  public boolean syslog() {
    return current().filter(revision -> PolicyDocument.syslog(revision.document())).isPresent();
  }

  public Optional<RevisionRecord> applying() {
    return first(RevisionStatus.APPLYING);
  }

  public Optional<RevisionRecord> find(String id) {
    for (RevisionRecord revision : revisions) {
      if (revision.id().equals(id)) {
        return Optional.of(revision);
      }
    }
    return Optional.empty();
  }

  /** CURRENT, REMOVED or FAILED, as status shows the daemon; empty when nothing is known of it. */
  public Optional<RevisionStatus> status() {
    if (current().isPresent()) {
      return Optional.of(RevisionStatus.CURRENT);
    }
    return revisions.isEmpty() ? Optional.empty() : Optional.of(revisions.get(0).status());
  }

  /** Every package that a revision which may still have left something on the host names. */
  public SortedMap<String, String> touchedPackages() {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = revisions.size() - 1; i >= 0; i--) {
      all.putAll(revisions.get(i).packages());
    }
    return all;
  }

  /** The revision that a rollback by hand leaves, as long as the one it goes back to has not been seen to be ready. */
  Optional<RevisionRecord> beingLeft() {
    return revisions.stream().findFirst().filter(newest -> current().isPresent() && newest.leftByHand());
  }

  /** Whether a container is of a revision that failed, though there is one to go back to. */
  boolean goesBackFrom(ContainerView container) {
    return current().isPresent()
        && find(container.revision()).filter(made -> made.status() == RevisionStatus.FAILED).isPresent();
  }

  /** The memory of a definition that failed; one that was changed since is worth a try. */
  Optional<RevisionRecord> failed(Desired desired) {
    return find(desired.revision()).filter(known -> known.status() == RevisionStatus.FAILED
        && DefinitionDocument.same(known.document(), desired.definition()));
  }

  private Optional<RevisionRecord> first(RevisionStatus status) {
    for (RevisionRecord revision : revisions) {
      if (revision.status() == status) {
        return Optional.of(revision);
      }
    }
    return Optional.empty();
  }

  DaemonRecord withHold(Optional<Hold> newHold) {
    return new DaemonRecord(name, revisions, newHold, pending, restarts);
  }

  DaemonRecord withPending(Optional<Pending> newPending) {
    return new DaemonRecord(name, revisions, hold, newPending, restarts);
  }

  DaemonRecord withRevisions(List<RevisionRecord> newRevisions) {
    return new DaemonRecord(name, newRevisions, hold, pending, restarts);
  }

  DaemonRecord restarted() {
    return new DaemonRecord(name, revisions, hold, pending, restarts + 1);
  }

  /**
   * With this revision on top, in place of an older entry of the same id. What is CURRENT is never forgotten, however
   * many have failed since: it is the way back, and what boot and the claims on packages go by.
   */
  DaemonRecord withNewest(RevisionRecord revision) {
    List<RevisionRecord> all = new ArrayList<>();
    all.add(revision);
    for (RevisionRecord other : revisions) {
      if (!other.id().equals(revision.id())) {
        all.add(other);
      }
    }
    for (int oldest = all.size() - 1; oldest > 0 && all.size() > KEPT; oldest--) {
      if (all.get(oldest).status() != RevisionStatus.CURRENT) {
        all.remove(oldest);
      }
    }
    return withRevisions(all);
  }

  /** With this revision where its older entry is: an order that says what is still to be left stays as it is. */
  DaemonRecord withRenewed(RevisionRecord revision) {
    return withRevisions(revisions.stream()
        .map(known -> known.id().equals(revision.id()) ? revision : known).toList());
  }

  /** With one revision remembered as FAILED. */
  DaemonRecord failed(String revision, java.time.Instant at, String why) {
    return withRevisions(revisions.stream()
        .map(known -> known.id().equals(revision) ? known.with(RevisionStatus.FAILED, at, why) : known).toList());
  }

  /** With the status of every revision that has {@code from} changed. */
  DaemonRecord restate(RevisionStatus from, RevisionStatus to, java.time.Instant at, String why) {
    List<RevisionRecord> all = new ArrayList<>();
    for (RevisionRecord revision : revisions) {
      all.add(revision.status() == from ? revision.with(to, at, why) : revision);
    }
    return withRevisions(all);
  }
}
