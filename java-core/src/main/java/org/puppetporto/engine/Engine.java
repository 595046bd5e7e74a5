package org.puppetporto.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.AptGet;
import org.puppetporto.apt.AptSettings;
import org.puppetporto.apt.AptTransaction;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoException;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * What every front door calls: observe, plan, execute. One instance serves one door, one call at a
 * time; the host lock keeps the doors apart.
 */
public final class Engine implements AutoCloseable {
  /** Longer than an update with its wait for readiness usually takes. */
  private static final Duration LOCK_PATIENCE = Duration.ofMinutes(5);

  private final Ports ports;
  private final Definitions definitions;
  private final Planner planner;
  private final Map<String, Desired> declared = new LinkedHashMap<>();
  private final Downloads downloads;
  private Optional<SortedMap<String, String>> catalogClaims = Optional.empty();
  private Containers containers;
  private Observer observer;
  private Observation last;

  public Engine(Ports ports) {
    this.ports = ports;
    this.definitions = new Definitions(ports.catalogue(), ports.store());
    this.planner = new Planner(ports.catalogue());
    this.downloads = new Downloads(ports.packages());
  }

  /**
   * The engine of this host, over the real portod, apt-get and state store. Nothing is dialled or read
   * before it is needed.
   *
   * @param environment of this process; see {@link HostPaths#from}
   */
  public static Engine open(Map<String, String> environment, Readiness readiness) {
    return open(environment, readiness, ActionListener.NONE);
  }

  /** As {@link #open(Map, Readiness)}, telling of every action taken. */
  public static Engine open(Map<String, String> environment, Readiness readiness, ActionListener actions) {
    HostPaths paths = HostPaths.from(environment);
    return new Engine(new Ports(
        () -> Porto.connect(paths.portoSocket(), Deadlines.DEFAULT),
        new AptGet(AptSettings.of(environment)),
        new StateStore(paths.stateDir()),
        new HostLock(paths.runDir(), LOCK_PATIENCE),
        SlotProvider.LOCAL,
        readiness,
        PropertyCatalogue.standard(),
        Clock.systemDefaultZone(),
        actions));
  }

  /** Gives a definition its identity on this host. */
  public Desired desire(Definition definition) throws EngineException {
    return definitions.desire(definition);
  }

  /**
   * Reads a definition's document as a front door received it. One that says nothing but {@code ensure}
   * means the daemon as it is stored.
   */
  public Definition read(Object document, String origin) throws EngineException {
    return definitions.read(document, origin);
  }

  /** What people ask of this host by hand. */
  public Operator operator() {
    return new Operator(this, ports, definitions);
  }

  /**
   * Says which definitions will be planned, so that their claims on packages count for each other, and
   * which packages the catalog itself manages.
   */
  public void declare(Collection<Definition> definitions, Map<String, String> catalog) throws EngineException {
    for (Definition definition : definitions) {
      declared.put(definition.name(), desire(definition));
    }
    if (!catalog.isEmpty()) {
      // A run that knows no catalog, such as `puppet resource`, must not forget what the last one claimed.
      catalogClaims = Optional.of(new TreeMap<>(catalog));
    }
  }

  /** Reads Porto, dpkg and the store; {@link #plan} uses the last observation. */
  public Observation observe() throws EngineException {
    return observe(Set.of());
  }

  /** As {@link #observe()}, with more properties of each container, as far as this portod knows them. */
  public Observation observe(Set<String> properties) throws EngineException {
    try {
      Observation seen = observer().observe(declared.values(), properties);
      HostState host = catalogClaims.isEmpty() ? seen.host() : seen.host().withCatalog(catalogClaims.get());
      last = new Observation(seen.at(), seen.containers(), seen.abilities(), seen.packages(), host,
          Claims.of(host, declared.values()));
      return last;
    } catch (PortoException e) {
      throw Failures.of(e, "cannot observe");
    } catch (AptException e) {
      throw Failures.of(e, "cannot observe");
    }
  }

  /** What the last observation says of one daemon. */
  public Observed observed(String name) {
    return new Report(ports.catalogue(), ports.readiness())
        .of(name, Optional.ofNullable(declared.get(name)), last);
  }

  /**
   * How a daemon differs from its stored CURRENT revision, by the last observation; apt is not asked.
   *
   * @return empty when it has none whose definition is known
   */
  public Optional<DaemonPlan> drift(String name) throws EngineException {
    Optional<Desired> stored = definitions.stored(last.host().daemon(name).current());
    return stored.isEmpty() ? Optional.empty() : Optional.of(planner.plan(stored.get(), last, false));
  }

  /** Stores the catalog's claims, for the doors that see no catalog; waits for no one. */
  public void storeClaims() throws EngineException {
    if (catalogClaims.isEmpty() || catalogClaims.get().equals(ports.store().read().catalog())) {
      return;
    }
    try (HostLock.Held held = ports.lock().take("storing the catalog's packages")) {
      new StoreRunner(ports.store(), ports.clock(), ports.store().read()).claims(catalogClaims.get());
    }
  }

  /** Plans one daemon. Changes nothing; asks apt what its transaction would do. */
  public DaemonPlan plan(Definition definition) throws EngineException {
    Desired desired = desire(definition);
    if (last == null || !desired.equals(declared.get(desired.name()))) {
      declared.put(desired.name(), desired);
      observe();
    }
    DaemonPlan plan = planWith(desired, last, false);
    List<String> notes = new ArrayList<>(plan.notes());
    notes.addAll(last.host().unknown());
    Optional<AptTransaction> transaction = plan.transaction();
    downloads.planned(desired.name(), plan.pending().isPresent() ? Optional.empty() : transaction);
    if (transaction.isPresent()) {
      try {
        PackageRunner.check(desired.name(), transaction.get(), last.claims(), ports.packages(), true);
      } catch (AptException e) {
        if (e.reason() == AptException.Reason.REFUSED) {
          throw Failures.of(e, definition.origin() + ": cannot plan");
        }
        // An execution may update the sources, wait for a lock, repair dpkg: that it fails now says little.
        notes.add("not simulated: " + e.getMessage());
      }
      last.host().daemon(desired.name()).current()
          .filter(current -> !ports.packages().canRollBackTo(current.packages()))
          .ifPresent(current -> notes.add("no rollback: the .debs of revision "
              + Desired.brief(current.id()) + " cannot be had"));
    }
    return plan.withNotes(notes);
  }

  private DaemonPlan planWith(Desired desired, Observation seen, boolean force) throws EngineException {
    DaemonRecord record = seen.host().daemon(desired.name());
    Optional<RevisionRecord> failed = record.find(desired.revision())
        .filter(revision -> revision.status() == RevisionStatus.FAILED);
    if (failed.isEmpty() || desired.definition().ensure().removes()) {
      return planner.plan(desired, seen, force);
    }
    String why = "revision " + Desired.brief(desired.revision()) + " failed at " + failed.get().at() + " ("
        + failed.get().reason() + ") and is not tried again until the definition changes or"
        + " `porto-daemon retry " + desired.name() + "`";
    DaemonPlan wanted = planner.plan(desired, seen, true);
    Optional<Desired> previous = definitions.stored(record.current());
    List<Action> keeping = previous.isEmpty()
        ? List.of() : planner.plan(previous.get(), seen, force).actions();
    return new DaemonPlan(previous.orElse(desired), wanted.differences(), keeping, Optional.of(why), wanted.notes());
  }

  /**
   * Brings a daemon to its definition: observes afresh under the host lock, plans, executes.
   *
   * @throws EngineException its message is the event's text
   */
  public Outcome execute(Definition definition, Progress progress) throws EngineException {
    Desired desired = desire(definition);
    declared.put(desired.name(), desired);
    try (HostLock.Held held = ports.lock().take("executing " + desired.name())) {
      return execution(progress).run(desired, false);
    }
  }

  /** Restarts a daemon on its stored definition, with whatever waits for a restart. */
  public Outcome restart(String name, String reason, Progress progress) throws EngineException {
    try (HostLock.Held held = ports.lock().take("restarting " + name)) {
      Desired desired = declared.get(name);
      if (desired == null) {
        desired = definitions.current(name);
        declared.put(name, desired);
      }
      return execution(progress).restart(desired, reason);
    }
  }

  Execution execution(Progress progress) {
    return new Execution(this, ports, containers(), progress);
  }

  Downloads downloads() {
    return downloads;
  }

  Observation lastObservation() {
    return last;
  }

  DaemonPlan planFor(Desired desired, Observation seen, boolean force) throws EngineException {
    return planWith(desired, seen, force);
  }

  Optional<Desired> previous(Observation seen, Desired desired) throws EngineException {
    Optional<RevisionRecord> current = seen.host().daemon(desired.name()).current()
        .filter(revision -> !revision.id().equals(desired.revision()));
    return definitions.stored(current);
  }

  private Containers containers() {
    if (containers == null) {
      containers = ports.containers().get();
    }
    return containers;
  }

  private Observer observer() {
    if (observer == null) {
      observer = new Observer(
          containers(), ports.packages(), ports.store(), ports.clock(), ports.catalogue());
    }
    return observer;
  }

  @Override
  public void close() {
    if (containers != null) {
      containers.close();
    }
  }
}
