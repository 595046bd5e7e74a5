package org.puppetporto.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.puppetporto.spec.Definition;

/**
 * What every front door calls: observe, plan, execute. One instance serves one door, one call at a
 * time; the host lock keeps the doors apart.
 */
public final class Engine implements AutoCloseable {
  private final Ports ports;
  private final Definitions definitions;
  private final Planning planning;
  private final Rehearsal rehearsal;
  private final Notebook notebook;
  private final Sight sight;
  private final Works works;
  private String who = System.getProperty("user.name", "unknown");

  public Engine(Ports ports) {
    this.ports = ports;
    this.definitions = new Definitions(ports.catalogue(), ports.store());
    this.planning = new Planning(new Planner(ports.catalogue()), definitions, ports.readiness());
    this.sight = new Sight(ports);
    this.works = new Works(ports, sight, planning, new Downloads(ports.packages()));
    this.rehearsal = new Rehearsal(ports.packages(), works.downloads());
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
    return new Engine(Ports.of(environment, readiness, actions));
  }

  /**
   * An engine of the same host for another door: the two share what was read of files that nobody has replaced
   * since, so that a process with many doors reads them once.
   *
   * @param waiting told when another run holds the host's lock and is waited for
   */
  public Engine another(Consumer<String> waiting) {
    return new Engine(ports.another(waiting));
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
   * Reads a definition's document as a front door received it. One without a spec means the stored one, with
   * its own ensure and version.
   */
  public Definition read(Object document, String origin) throws EngineException {
    return definitions.read(document, origin);
  }

  /** What people ask of this host by hand. */
  public Operator operator() {
    return new Operator(this, new Upkeep(works), ports, definitions);
  }

  /**
   * Says which definitions will be planned, so that their claims on packages count for each other. One that this
   * host refuses claims nothing, and costs the others nothing: planning or executing it says why.
   */
  public void declare(Collection<Definition> definitions) throws EngineException {
    for (Definition definition : definitions) {
      try {
        sight.declare(desire(definition));
      } catch (EngineException e) {
        if (e.fault() != Fault.DEFINITION) {
          throw e;
        }
      }
    }
  }

  /** Forgets what was declared and planned through this door, as for another caller. */
  public void forgetDeclared() {
    sight.forgetAll();
    works.downloads().forgetAll();
  }

  /**
   * Says which packages the catalog itself manages, all of them; what the last one claimed counts otherwise.
   *
   * @param packages the wanted version by name, "" where any will do
   */
  public void claim(Map<String, String> packages) {
    sight.claim(packages);
  }

  /** Reads Porto, dpkg and the store; {@link #plan} uses the last observation. */
  public Observation observe() throws EngineException {
    return observe(Set.of());
  }

  /** As {@link #observe()}, with more properties of each container, as far as this portod knows them. */
  public Observation observe(Set<String> properties) throws EngineException {
    return sight.observe(properties);
  }

  /**
   * Containers and the store alone: enough to tell what state daemons are in. {@link #plan} and what is said by
   * the last observation take no notice of it.
   */
  public Observation glance() throws EngineException {
    return sight.glance();
  }

  /**
   * Reads the files that every observation needs, before anybody has asked. What fails here fails there again,
   * where somebody is told. Porto is left in peace: were it to hang, the first who asks would wait twice.
   */
  public void readFiles() {
    sight.readFiles();
  }

  /**
   * Reads ahead what the next observation needs, while the caller has other things to do. What fails here fails
   * there again, where somebody is told.
   */
  public void prepare() {
    sight.prepare();
  }

  /** What the last observation says of one daemon. */
  public Observed observed(String name) {
    return new Report(ports.catalogue(), ports.readiness())
        .of(name, sight.declared(name), sight.last());
  }

  /**
   * How a daemon differs from its stored CURRENT revision, by the last observation; apt is not asked.
   *
   * @return empty when it has none whose definition is known
   */
  public Optional<DaemonPlan> drift(String name) throws EngineException {
    return planning.drift(name, sight.last());
  }

  /**
   * What keeps a changed definition from being made, by the last observation; apt is not asked.
   *
   * @return empty when none waits
   */
  public Optional<DaemonPlan> waiting(String name) throws EngineException {
    return planning.waiting(name, sight.last());
  }

  /**
   * Stores which of the plans made since the last observation leave a changed definition for later. Another
   * run that holds the lock does so itself, or the next one does.
   */
  public void storeWaiting(Collection<DaemonPlan> plans) throws EngineException {
    notebook.waiting(plans, sight);
  }

  /** Notes all the daemons that a Puppet run declares, so that files that declare them, too, yield. */
  public void storeDeclared(Collection<String> names) throws EngineException {
    new PuppetsDaemons(ports.store().directory()).note(names);
  }

  /**
   * Stores the catalog's claims, for the doors that see no catalog. Waits for no one: what another run that
   * holds the lock keeps from being stored, the next one stores.
   */
  public void storeClaims() throws EngineException {
    if (sight.catalog().isPresent()) {
      notebook.claims(sight.catalog().get());
    }
  }

  /** Plans one daemon. Changes nothing; asks apt what its transaction would do. */
  public DaemonPlan plan(Definition definition) throws EngineException {
    Optional<Desired> known = sight.declared(definition.name());
    // The very definition that was declared needs no second look.
    boolean same = known.isPresent() && known.get().definition() == definition;
    Desired desired = same ? known.get() : desire(definition);
    if (sight.last() == null || !same && !desired.equals(known.orElse(null))) {
      sight.declare(desired);
      observe();
    }
    return rehearsal.of(planning.plan(desired, sight.last(), false), sight.last(), definition.origin());
  }

  /**
   * Brings a daemon to its definition: observes afresh under the host lock, plans, executes.
   *
   * @throws EngineException its message is the event's text
   */
  public Outcome execute(Definition definition, Progress progress) throws EngineException {
    Desired desired = desire(definition);
    sight.declare(desired);
    if (HostState.ofPuppet(definition.origin())) {
      new PuppetsDaemons(ports.store().directory()).add(definition.name());
    }
    try (HostLock.Held held = ports.lock().take("executing " + desired.name())) {
      return execution(progress, new Task(Task.APPLY, who, "")).run(desired);
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
    sight.declare(desired);
    try (HostLock.Held held = ports.lock().take("executing " + desired.name())) {
      return execution(progress, new Task(what, who, why)).runStored(desired, force);
    }
  }

  /** As {@link #declare(Collection)}, for one from the store. */
  void declare(Desired desired) {
    sight.declare(desired);
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
    return new Upkeep(works).keep(name, new Task(what, who, ""), Upkeep.Manner.DECLARED, progress, state -> {
      Optional<Definition> definition = wanted.read(state);
      return definition.isEmpty() ? Optional.empty() : Optional.of(desire(definition.get()));
    });
  }

  /** As {@link #drift}, for a definition from elsewhere; by the last observation, without asking apt. */
  public DaemonPlan outlook(Definition definition) throws EngineException {
    return planning.plan(desire(definition), sight.last(), false);
  }

  /** Restarts a daemon on its stored definition, with whatever waits for a restart. */
  public Outcome restart(String name, String reason, Progress progress) throws EngineException {
    return restart(name, reason, true, progress);
  }

  /** As {@link #restart}, of the daemon as it is: a change that waits for a restart goes on waiting. */
  public Outcome refresh(String name, String reason, Progress progress) throws EngineException {
    return restart(name, reason, false, progress);
  }

  private Outcome restart(String name, String reason, boolean withWhatWaits, Progress progress)
      throws EngineException {
    try (HostLock.Held held = ports.lock().take("restarting " + name)) {
      Optional<Desired> declared = sight.declared(name);
      Desired desired = declared.isPresent() ? declared.get() : definitions.latest(name);
      return execution(progress, new Task("restart", who, reason)).restart(desired, withWhatWaits);
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
    return new Execution(works, progress, task);
  }

  /** By which a daemon counts as ready here. */
  public Readiness readiness() {
    return ports.readiness();
  }

  /** Who asks. */
  public String who() {
    return who;
  }

  @Override
  public void close() {
    sight.close();
  }
}
