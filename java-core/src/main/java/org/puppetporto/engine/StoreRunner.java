package org.puppetporto.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Carries out the steps on the state store, and keeps the engine's picture of it up to date. */
final class StoreRunner {
  private final StateStore store;
  private final Clock clock;
  private HostState state;

  StoreRunner(StateStore store, Clock clock, HostState state) {
    this.store = store;
    this.clock = clock;
    this.state = state;
  }

  HostState state() {
    return state;
  }

  void run(StoreAction action) throws EngineException {
    if (action instanceof StoreAction.Begin begin) {
      begin(begin);
    } else if (action instanceof StoreAction.Leave leave) {
      leave(leave);
    } else if (action instanceof StoreAction.Promote promote) {
      promote(promote);
    } else if (action instanceof StoreAction.Retire retire) {
      retire(retire);
    } else if (action instanceof StoreAction.Disown disown) {
      SortedSet<String> brought = new TreeSet<>(state.brought());
      brought.removeAll(disown.packages());
      savePackages(state.withPackages(brought, state.preexisting())
          .withLost(state.lost().without(disown.packages())));
    }
  }

  private void begin(StoreAction.Begin begin) throws EngineException {
    notePackages(begin);
    DaemonRecord record = withoutCutOff(begin.daemon());
    boolean current = record.current().filter(r -> r.id().equals(begin.desired().revision())).isPresent();
    RevisionRecord noted = noted(begin, current ? RevisionStatus.CURRENT : RevisionStatus.APPLYING);
    save(current && record.beingLeft().isPresent() ? record.withRenewed(noted) : record.withNewest(noted));
  }

  private void leave(StoreAction.Leave leave) throws EngineException {
    notePackages(leave.back());
    save(withoutCutOff(leave.daemon()).failed(leave.left(), now(), leave.why())
        .withRenewed(noted(leave.back(), RevisionStatus.CURRENT)));
  }

  private RevisionRecord noted(StoreAction.Begin begin, RevisionStatus status) {
    Desired desired = begin.desired();
    return new RevisionRecord(desired.revision(), status, now(), begin.reason(),
        DefinitionDocument.of(desired.definition()), desired.definition().packages());
  }

  /** The record, in which nothing is being applied and nothing waits any more. */
  private DaemonRecord withoutCutOff(String daemon) {
    return state.daemon(daemon).withPending(Optional.empty())
        .restate(RevisionStatus.APPLYING, RevisionStatus.REMOVED, now(), "cut off, and replaced since");
  }

  private void notePackages(StoreAction.Begin begin) throws EngineException {
    Desired desired = begin.desired();
    SortedSet<String> brought = new TreeSet<>(state.brought());
    SortedSet<String> preexisting = new TreeSet<>(state.preexisting());
    SortedSet<String> missing = new TreeSet<>(desired.definition().packages().keySet());
    missing.removeAll(begin.preexisting());
    for (String name : desired.definition().packages().keySet()) {
      if (missing.contains(name)) {
        brought.add(name);
        preexisting.remove(name);
      } else if (!state.lost().packages().contains(name)) {
        preexisting.add(name);
      }
    }
    HostState later = state.withPackages(brought, preexisting).withLost(state.lost().without(missing));
    if (!later.equals(state)) {
      savePackages(later);
    }
  }

  private void promote(StoreAction.Promote promote) throws EngineException {
    DaemonRecord record = state.daemon(promote.daemon());
    RevisionRecord applied = record.find(promote.revision()).orElseThrow(
        () -> new EngineException(Fault.ACTION, "the state store lost revision " + promote.revision()
            + " of " + promote.daemon() + " while it was being applied; run again"));
    if (applied.status() != RevisionStatus.CURRENT) {
      record = record.restate(RevisionStatus.CURRENT, RevisionStatus.REMOVED, now(),
          RevisionRecord.REPLACED + Desired.brief(promote.revision()));
    }
    save(record.withNewest(applied.with(RevisionStatus.CURRENT, now(), promote.reason())));
  }

  private void retire(StoreAction.Retire retire) throws EngineException {
    DaemonRecord record = state.daemon(retire.daemon());
    for (RevisionStatus status : List.of(
        RevisionStatus.APPLYING, RevisionStatus.CURRENT, RevisionStatus.FAILED)) {
      record = record.restate(status, RevisionStatus.REMOVED, now(), retire.reason());
    }
    if (record.revisions().isEmpty()) {
      record = record.withNewest(new RevisionRecord(
          "", RevisionStatus.REMOVED, now(), retire.reason(), Map.of(), new TreeMap<>()));
    }
    save(record.withHold(Optional.empty()).withPending(Optional.empty()));
  }

  /** Remembers a changed definition that the plan leaves for later, or that none waits any more. */
  void note(Desired desired, DaemonPlan plan) throws EngineException {
    Optional<DaemonRecord> record = Waiting.noted(desired, plan, state.daemon(desired.name()), now());
    if (record.isPresent()) {
      save(record.get());
    }
  }

  /** Counts a start; the first one of a daemon is none again. */
  void started(String daemon) throws EngineException {
    DaemonRecord record = state.daemon(daemon);
    if (record.current().isPresent()) {
      save(record.restarted());
    }
  }

  /** Remembers that a revision failed, so that it is not tried again. */
  void fail(String daemon, String revision, String why) throws EngineException {
    save(state.daemon(daemon).failed(revision, now(), why));
  }

  /** Takes back that a revision is being left: nothing of the rollback has come about. */
  void stay(DaemonRecord before) throws EngineException {
    DaemonRecord now = state.daemon(before.name());
    DaemonRecord stays = now.withRevisions(before.revisions()).withPending(before.pending());
    if (!stays.equals(now)) {
      save(stays);
    }
  }

  /** Remembers that the revision a rollback by hand led to failed; the one it left is CURRENT again. */
  void comeBack(String daemon, String revision, String left, String why) throws EngineException {
    DaemonRecord record = state.daemon(daemon);
    DaemonRecord back = record.find(left).map(known -> record.withRenewed(
        known.with(RevisionStatus.CURRENT, now(), "the rollback from it failed"))).orElse(record);
    save(record.find(revision).map(known -> back.withNewest(
        known.with(RevisionStatus.FAILED, now(), why))).orElse(back));
  }

  /** Forgets a revision for which nothing was done yet. */
  void abandon(String daemon) throws EngineException {
    DaemonRecord record = state.daemon(daemon);
    List<RevisionRecord> revisions = new ArrayList<>(record.revisions());
    if (revisions.removeIf(known -> known.status() == RevisionStatus.APPLYING)) {
      save(record.withRevisions(revisions));
    }
  }

  void save(DaemonRecord record) throws EngineException {
    store.write(record);
    state = state.with(record);
  }

  void savePackages(HostState changed) throws EngineException {
    store.writePackages(changed);
    state = changed.withLost(changed.lost().written());
  }

  /** Writes again what the containers told of a list of packages that was lost. */
  void restore() throws EngineException {
    if (state.lost().unwritten()) {
      savePackages(state);
    }
  }

  /** Stores the catalog's own package resources, for the doors that see no catalog. */
  void claims(SortedMap<String, String> catalog) throws EngineException {
    if (!catalog.equals(state.catalog())) {
      savePackages(state.withCatalog(catalog));
    }
  }

  private Instant now() {
    return clock.instant();
  }
}
