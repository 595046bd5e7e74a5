package org.puppetporto.embedded.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Accounts;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.model.Registry;
import org.puppetporto.embedded.model.State;
import org.puppetporto.embedded.process.ExitWatch;
import org.puppetporto.embedded.process.HostSystem;
import org.puppetporto.embedded.process.Launcher;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.property.PropertyTable;
import org.puppetporto.embedded.property.Surroundings;
import org.puppetporto.embedded.volume.Volumes;

/** Puts the parts together over one directory, and keeps them going until it is closed. */
public final class Engine implements AutoCloseable {
  private static final long TICK_MS = 1000;
  private static final long DEFAULT_AGING_SECONDS = 86_400;
  private final Registry registry = new Registry();
  private final ScheduledExecutorService timers;
  private final ExecutorService workers = Executors.newCachedThreadPool(Engine::daemon);
  private final PropertyTable properties;
  private final Lifecycle lifecycle;
  private final Deaths deaths;
  private final ExitWatch exits;
  private final Places places;
  private final Resources resources;
  private final Volumes volumes;
  private final Streams streams;
  private final HostSystem host;
  private final Attached attached;
  private final Membership membership;

  /**
   * Brings back what the directory holds: processes that still run go on, and ends that were missed are
   * noticed.
   *
   * @param place of volumes, layers and storages; without it in the directory
   * @param events makes the listener for changes out of registry and timers
   */
  public Engine(Path dir, Optional<Path> place, HostSystem host, Set<String> unsupported,
      EventsFactory events) throws IOException {
    Files.createDirectories(dir);
    Path home = dir.toRealPath();
    Path here = Files.createDirectories(place.orElse(home.resolve("place"))).toRealPath();
    timers = Executors.newScheduledThreadPool(2, Engine::daemon);
    places = new Places(home, here);
    Files.createDirectories(places.place());
    int cores = Runtime.getRuntime().availableProcessors();
    this.host = host;
    attached = new Attached(home.resolve("attached"));
    membership = new Membership(registry, places, attached);
    resources = new Resources(home, cores, host);
    volumes = new Volumes(here, home.resolve("volumes"), host, this::rootOf);
    streams = new Streams(places);
    Measurements measurements = new Measurements(registry, streams, resources, volumes);
    properties = new PropertyTable(
        new Surroundings(cores, totalMemory(), places.place(), host, registry, measurements), unsupported);
    FileStore store = new FileStore(home.resolve("containers"));
    Events listener = events.make(registry, timers);
    Transitions transitions = new Transitions(registry, store, listener);
    exits = new ExitWatch(home, this::exitRecorded);
    LaunchPlan plan = new LaunchPlan(properties, host, places, new Sandboxes(properties, places));
    Starter starter = new Starter(transitions, plan, new Launcher(home), places, resources, this::watch);
    Stopper stopper = new Stopper(registry, transitions, host, places, resources, attached);
    Parts parts = new Parts(registry, new ActionLocks(), transitions, starter, stopper, places, resources,
        streams);
    lifecycle = new Lifecycle(parts, host, store, volumes, properties, listener);
    deaths = new Deaths(parts, timers);
    for (Container container : store.load(registry)) {
      recover(container);
    }
    timers.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
    timers.scheduleWithFixedDelay(this::sweep, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** Makes the listener for changes. */
  public interface EventsFactory {
    Events make(Registry registry, ScheduledExecutorService timers);
  }

  public Registry registry() {
    return registry;
  }

  public PropertyTable properties() {
    return properties;
  }

  public Lifecycle lifecycle() {
    return lifecycle;
  }

  public Volumes volumes() {
    return volumes;
  }

  public Accounts accounts() {
    return host;
  }

  /** The container that a process or a thread runs in; the root container for all others. */
  public Container containerOf(int pid) {
    return membership.containerOf(pid);
  }

  /** Takes a process that runs already into a container. */
  public void attach(int pid, Container container) {
    resources.attach(pid, container);
    attached.add(pid, container);
  }

  /** Takes one thread of a process into a container. */
  public void attachThread(int tid, Container container) {
    resources.attachThread(tid, container);
    attached.add(tid, container);
  }

  private String rootOf(String container) {
    Container found = registry.find(container);
    return found == null ? "/" : properties.get(found, null, "root_path");
  }

  /** Destroys every container and volume. */
  public void destroyAll() {
    for (Container container : registry.all()) {
      if (container.level() == 1) {
        forgiving(() -> lifecycle.destroy(container));
      }
    }
    volumes.destroyAll();
    resources.releaseAll();
  }

  private void recover(Container container) {
    State state = container.state();
    if (container.flag("weak")) {
      workers.execute(() -> lifecycle.abandon(container));
    } else if (state == State.STARTING || state == State.STOPPING) {
      container.state(State.RUNNING);
      workers.execute(() -> lifecycle.stop(container, 0));
    } else if (container.hasProcess()) {
      watch(container);
      workers.execute(() -> deaths.checkExit(container));
    } else if (state == State.RESPAWNING) {
      deaths.scheduleRespawn(container);
    }
  }

  private void watch(Container container) {
    try {
      Path runDir = places.runDir(container);
      Files.createDirectories(runDir);
      exits.add(runDir);
    } catch (IOException e) {
      throw PortoFailure.system(e.getMessage(), "cannot watch container " + container.name());
    }
  }

  private void exitRecorded(Path runDir) {
    for (Container container : registry.all()) {
      if (places.runDir(container).equals(runDir)) {
        inBackground(container);
      }
    }
  }

  /** Once a second: supervisors that vanished without a record, and dead containers past their time. */
  private void tick() {
    for (Container container : registry.all()) {
      State state = container.state();
      if (state == State.RUNNING) {
        streams.rotate(container);
      }
      boolean alive = ProcFs.isAlive(container.run().supervisor(), container.run().supervisorTicks());
      if (container.hasProcess() && !alive) {
        inBackground(container);
      } else if (state == State.RUNNING && resources.ranOutOfMemory(container)) {
        workers.execute(() -> deaths.checkMemory(container));
      } else if (state == State.DEAD && isAged(container)) {
        workers.execute(() -> forgiving(() -> lifecycle.destroyIf(container, c -> c.state() == State.DEAD
            && isAged(c))));
      }
    }
  }

  private void sweep() {
    try {
      volumes.sweep();
    } catch (UncheckedIOException | PortoFailure e) {
      // A place went away, or cannot be read: it is looked at again the next time.
      return;
    }
  }

  static boolean isAged(Container container) {
    String setting = container.setting("aging_time");
    long seconds = setting == null ? DEFAULT_AGING_SECONDS : Long.parseUnsignedLong(setting);
    return System.currentTimeMillis() - container.run().deathTime() >= seconds * 1000;
  }

  private void inBackground(Container container) {
    try {
      workers.execute(() -> deaths.checkExit(container));
    } catch (RejectedExecutionException e) {
      // Closing: the next life of the endpoint will notice.
      return;
    }
  }

  private static void forgiving(Runnable action) {
    try {
      action.run();
    } catch (PortoFailure e) {
      // Someone else was faster: the container is already gone or alive again.
      return;
    }
  }

  private static long totalMemory() {
    String[] words = ProcFs.read(Path.of("/proc/meminfo")).split("\\s+");
    return words.length > 1 ? Long.parseLong(words[1]) * 1024 : 0;
  }

  private static Thread daemon(Runnable runnable) {
    Thread thread = new Thread(runnable, "portod-worker");
    thread.setDaemon(true);
    return thread;
  }

  /** Lets go of everything but the containers' processes. */
  @Override
  public void close() throws IOException {
    exits.close();
    timers.shutdownNow();
    workers.shutdown();
  }
}
