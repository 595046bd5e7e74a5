package org.puppetporto.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.AptGet;
import org.puppetporto.apt.AptSettings;
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
  private final Planning planning;
  private final Rehearsal rehearsal;
  private final Notebook notebook;
  private final Map<String, Desired> declared = new LinkedHashMap<>();
  private final Downloads downloads;
  private Optional<SortedMap<String, String>> catalogClaims = Optional.empty();
  private Containers containers;
  private Observer observer;
  private Observation last;
  private String who = System.getProperty("user.name", "unknown");

  public Engine(Ports ports) {
    this.ports = ports;
    this.definitions = new Definitions(ports.catalogue(), ports.store());
    this.planning = new Planning(new Planner(ports.catalogue()), definitions, ports.readiness());
    this.downloads = new Downloads(ports.packages());
    this.rehearsal = new Rehearsal(ports.packages(), downloads);
    this.notebook = new Notebook(ports);
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

  /** Says who asks from now on, for the daemons' history; the process's user until then. */
  public Engine actingFor(String someone) {
    who = someone;
    return this;
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
      last = seen;
      if (catalogClaims.isPresent() && !catalogClaims.get().equals(seen.host().catalog())) {
        HostState host = seen.host().withCatalog(catalogClaims.get());
        last = new Observation(seen.at(), seen.containers(), seen.abilities(), seen.defaults(), seen.packages(),
            host, Claims.of(host, declared.values()));
      }
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
    return planning.drift(name, last);
  }

  /**
   * What keeps a changed definition from being made, by the last observation; apt is not asked.
   *
   * @return empty when none waits
   */
  public Optional<DaemonPlan> waiting(String name) throws EngineException {
    return planning.waiting(name, last);
  }

  /**
   * Stores which of the plans made since the last observation leave a changed definition for later. Another
   * run that holds the lock does so itself, or the next one does.
   */
  public void storeWaiting(Collection<DaemonPlan> plans) throws EngineException {
    Map<Desired, DaemonPlan> news = new LinkedHashMap<>();
    for (DaemonPlan plan : plans) {
      Desired desired = declared.get(plan.name());
      if (Waiting.noted(desired, plan, last.host().daemon(plan.name()), ports.clock().instant()).isPresent()) {
        news.put(desired, plan);
      }
    }
    notebook.waiting(news);
  }

  /**
   * Stores the catalog's claims, for the doors that see no catalog. Waits for no one: what another run that
   * holds the lock keeps from being stored, the next one stores.
   */
  public void storeClaims() throws EngineException {
    if (catalogClaims.isPresent()) {
      notebook.claims(catalogClaims.get());
    }
  }

  /** Plans one daemon. Changes nothing; asks apt what its transaction would do. */
  public DaemonPlan plan(Definition definition) throws EngineException {
    Desired known = declared.get(definition.name());
    // The very definition that was declared needs no second look.
    Desired desired = known != null && known.definition() == definition ? known : desire(definition);
    if (last == null || desired != known && !desired.equals(known)) {
      declared.put(desired.name(), desired);
      observe();
    }
    return rehearsal.of(planning.plan(desired, last, false), last, definition.origin());
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
      return execution(progress, new Task("apply", who, "")).run(desired);
    }
  }

  /**
   * As {@link #execute}, for a definition from the store, under the name of what somebody asked for and with
   * their reason: a declared change that waits is not forgotten.
   *
   * @param force make changes that the restart policy would leave for later
   */
  Outcome executeStored(Desired desired, String what, String why, boolean force, Progress progress)
      throws EngineException {
    declared.put(desired.name(), desired);
    try (HostLock.Held held = ports.lock().take("executing " + desired.name())) {
      return execution(progress, new Task(what, who, why)).runStored(desired, force);
    }
  }

  /** What a daemon is to be brought to, as it is known once the host lock is held. */
  @FunctionalInterface
  public interface Wanted {
    /**
     * @param stored the store as it is now
     * @return empty when nothing is to be done after all
     */
    Optional<Definition> read(HostState stored) throws EngineException;
  }

  /**
   * As {@link #execute}, for a door that was not told what to do but looks after a daemon: what is wanted is
   * read when nobody else can change it any more, so that another door's update is never undone.
   *
   * @param what what this is called in the daemon's history
   * @return empty when nothing is wanted any more
   */
  public Optional<Outcome> keep(String name, String what, Wanted wanted, Progress progress)
      throws EngineException {
    return keep(name, what, Manner.DECLARED, progress, state -> {
      Optional<Definition> definition = wanted.read(state);
      return definition.isEmpty() ? Optional.empty() : Optional.of(desire(definition.get()));
    });
  }

  /** What the store says a daemon is to be. */
  interface Stored {
    Optional<Desired> read(HostState stored) throws EngineException;
  }

  /** How a daemon is kept. */
  enum Manner {
    /** By a declaration: what cannot be done now is remembered. */
    DECLARED,
    /** As it is stored, and waited for until it is ready. */
    AWAITED,
    /** As it is stored, without keeping others from the lock for longer than is needed. */
    UNAWAITED
  }

  Optional<Outcome> keep(String name, String what, Manner manner, Progress progress, Stored wanted)
      throws EngineException {
    try (HostLock.Held held = ports.lock().take("keeping " + name)) {
      HostState state = ports.store().read();
      Optional<Desired> desired = wanted.read(state);
      if (desired.isEmpty()) {
        return Optional.empty();
      }
      Execution execution = execution(progress, new Task(what, who, ""));
      // Forgotten afterwards, so that the next time it does not count beside what others have declared since.
      declared.put(name, desired.get());
      try {
        return Optional.of(kept(execution, manner, state.daemon(name), desired.get()));
      } finally {
        declared.remove(name);
      }
    }
  }

  private static Outcome kept(Execution execution, Manner manner, DaemonRecord record, Desired desired)
      throws EngineException {
    switch (manner) {
      case AWAITED:
        return execution.runStored(desired, false);
      case DECLARED:
        return settled(record, desired) ? execution.keep(desired) : execution.run(desired);
      default:
        return execution.keep(desired);
    }
  }

  /** Whether it is what the daemon was brought to last, with nothing else waiting. */
  private static boolean settled(DaemonRecord record, Desired desired) {
    return record.pending().isEmpty()
        && record.current().filter(current -> current.id().equals(desired.revision())).isPresent();
  }

  /** As {@link #drift}, for a definition from elsewhere; by the last observation, without asking apt. */
  public DaemonPlan outlook(Definition definition) throws EngineException {
    return planning.plan(desire(definition), last, false);
  }

  /** Restarts a daemon on its stored definition, with whatever waits for a restart. */
  public Outcome restart(String name, String reason, Progress progress) throws EngineException {
    try (HostLock.Held held = ports.lock().take("restarting " + name)) {
      Desired desired = declared.get(name);
      if (desired == null) {
        desired = definitions.latest(name);
      }
      return execution(progress, new Task("restart", who, reason)).restart(desired);
    }
  }

  /**
   * Restarts a daemon that was found ill, as it is: a change that waits goes on waiting, and nobody waits for its
   * probe, which is asked again as before. It is left alone, and the outcome says why, when it is held, is not
   * to run, or has another process by now.
   *
   * @param process the ill process's {@code root_pid}
   */
  public Outcome remedy(String name, String process, String reason, Progress progress) throws EngineException {
    try (HostLock.Held held = ports.lock().take("restarting " + name)) {
      return execution(progress, new Task("restart", who, reason)).remedy(definitions.current(name), process);
    }
  }

  Execution execution(Progress progress, Task task) {
    return new Execution(this, ports, containers(), progress, task);
  }

  /** By which a daemon counts as ready here. */
  public Readiness readiness() {
    return ports.readiness();
  }

  /** Who asks. */
  public String who() {
    return who;
  }

  Downloads downloads() {
    return downloads;
  }

  Observation lastObservation() {
    return last;
  }

  Planning planning() {
    return planning;
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
