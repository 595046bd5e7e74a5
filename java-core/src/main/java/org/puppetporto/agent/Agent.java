package org.puppetporto.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.puppetporto.agent.socket.AgentSocket;
import org.puppetporto.engine.ActionListener;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.PuppetsDaemons;
import org.puppetporto.health.Memory;
import org.puppetporto.health.Watchman;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.sink.Reports;

/**
 * The long-running process: the engine with a loop. It keeps daemons as they were declared last, between
 * Puppet's runs, and takes the host's lock only while it acts.
 */
public final class Agent implements AutoCloseable {
  private static final int MOST_WAKEUPS = 1024;

  /** Why {@link #run} returned. */
  public enum End { STOPPED, NEWER_CORE }

  private final Wakeups wakeups = new Wakeups(MOST_WAKEUPS);
  private final HostPaths paths;
  private final Place place;
  private final Consumer<String> out;
  private final Complaints complaints;
  private final Supervisor supervisor;
  private final Engine engine;
  private final Engine observer;
  private final PortoWatch portoWatch;
  private final FileWatch fileWatch;
  private final Watchman watchman;
  private final Telling telling;
  private final OwnJar jar;
  private final Renewal renewal;
  private final Operators operators;
  private final Loop loop;
  private volatile End end = End.STOPPED;

  /**
   * Sets everything up; nothing runs before {@link #run}.
   *
   * @param environment of this process; see {@link HostPaths#from}
   * @param out takes lines for people
   * @throws EngineException when another agent runs on this host
   * @throws IOException when there is no inotify to be had
   */
  public Agent(Map<String, String> environment, AgentOptions options, Watchman.Duty duty,
      Consumer<String> out)
      throws EngineException, IOException {
    this(environment, options, duty, out, Surroundings.found());
  }

  Agent(Map<String, String> environment, AgentOptions options, Watchman.Duty duty, Consumer<String> out,
      Surroundings surroundings) throws EngineException, IOException {
    this.paths = HostPaths.from(environment);
    Journalist journalist = new Journalist(out);
    this.place = new Place(paths, journalist);
    this.out = out;
    this.complaints = new Complaints(out);
    this.supervisor = new Supervisor(environment);
    this.telling = new Telling(this::report, options.tell());
    ActionListener listener = Reports.of(paths, out).actions().and(telling::changed);
    this.engine = surroundings.engines().open(environment, StartReadiness.of(paths), listener)
        .actingFor("agent");
    this.observer = engine.another(text -> { });
    this.portoWatch = new PortoWatch(() -> Porto.connect(paths.portoSocket(), Deadlines.DEFAULT), wakeups,
        telling::changed, journalist);
    this.fileWatch = new FileWatch(wakeups);
    this.watchman = duty.begin(
        (daemon, process, reason) -> wakeups.offer(new Wakeup.RestartAsked(daemon, process, reason)),
        telling::changed);
    this.operators = new Operators(options.group(), journalist);
    this.jar = surroundings.jar();
    this.renewal = new Renewal(jar, () -> end(End.NEWER_CORE));
    LongSupplier nanos = surroundings.nanos();
    Damping damping = new Damping(nanos, Memory.of(paths, "keeping", nanos, Damping.Acts.FORM, out));
    Keeper keeper = new Keeper(engine, new DeclaredFiles(paths.definitionsDir(), journalist),
        new PuppetsDaemons(paths.stateDir()), damping, journalist);
    this.loop = new Loop(wakeups, keeper, watchman, this::renew, this::looked, options.interval(), nanos);
  }

  /** Works until {@link #stop}, or until a newer core has come. */
  public End run() throws InterruptedException, IOException {
    operators.renew();
    Doors doors = new Doors(engine, paths.stateDir(), renewal);
    place.open(path -> new AgentSocket(path, operators::rule, doors, out));
    fileWatch.put("socket", FileWatch.file(paths.agentSocket(), new Wakeup.SocketChanged()));
    fileWatch.put("definitions",
        FileWatch.directory(paths.definitionsDir().toAbsolutePath(), new Wakeup.DefinitionsChanged()));
    fileWatch.put("dpkg", FileWatch.file(paths.dpkgStatus(), new Wakeup.PackagesChanged()));
    jar.path().ifPresent(path -> fileWatch.put("core", FileWatch.file(path, new Wakeup.CoreReplaced())));
    telling.start();
    supervisor.tell(Supervisor.READY);
    loop.run();
    supervisor.tell(end == End.STOPPED ? Supervisor.STOPPING : Supervisor.RELOADING);
    return end;
  }

  /** Whether an event tells of everything that matters from now on. */
  private boolean renew() {
    boolean portoWatched = portoWatch.begin();
    boolean filesWatched = fileWatch.renew();
    renewal.look();
    return inPlace() && portoWatched && filesWatched;
  }

  private boolean inPlace() {
    try {
      return place.renew();
    } catch (EngineException e) {
      out.accept("the agent's place in " + paths.runDir() + " was taken away, and is another's now: "
          + e.getMessage());
      end(End.STOPPED);
      return false;
    }
  }

  private void looked() {
    operators.renew();
    watchTriggers();
  }

  /** Files that restart a daemon; what is touched is found by the look that follows. */
  private void watchTriggers() {
    Set<Path> files = watchman.files();
    fileWatch.removeIf(key -> key instanceof Path file && !files.contains(file));
    for (Path file : files) {
      fileWatch.put(file, FileWatch.file(file, new Wakeup.TriggerTouched(file)));
    }
  }

  /** By a configuration read anew: whoever changed it need not restart the agent. */
  private void report() {
    try {
      Reports.of(paths, complaints::add).report(observer);
    } catch (RuntimeException e) {
      complaints.add("telling the sinks: a fault of porto-daemon itself, please report it: " + e);
    }
    complaints.round();
  }

  /** Lets {@link #run} return once the action in hand is done. */
  public void stop() {
    end(End.STOPPED);
  }

  private void end(End why) {
    end = why;
    wakeups.close();
  }

  /** Lets go of everything, after requests in hand; daemons go on. */
  @Override
  public void close() throws IOException {
    wakeups.close();
    place.close();
    watchman.close();
    telling.close();
    fileWatch.close();
    portoWatch.close();
    engine.close();
    observer.close();
  }

  /** Replaces this process by a run of the core that lies there now; does not return unless that fails. */
  public static void runAgain() throws IOException {
    Reexec.now();
  }
}
