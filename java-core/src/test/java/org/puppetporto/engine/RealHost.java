package org.puppetporto.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.puppetporto.apt.AptGet;
import org.puppetporto.apt.AptLab;
import org.puppetporto.apt.AptSettings;
import org.puppetporto.embedded.EmbeddedPortod;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.spec.Definition;
import org.puppetporto.status.StartReadiness;

/** A host of real processes behind the embedded endpoint, and of real packages by apt and dpkg. */
public final class RealHost implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  public final Path directory;
  final AptLab apt;
  /** Null on a host whose endpoint is a process of its own. */
  public final EmbeddedPortod portod;
  /** Null on a host whose endpoint is in this process. */
  final MortalEndpoint mortal;
  public final ForeignPorto porto;
  private final Path socket;
  private final String mark;
  private Engine engine;

  public RealHost() throws IOException {
    this(false);
  }

  /** A host whose endpoint can be killed. */
  static RealHost mortal() throws IOException {
    return new RealHost(true);
  }

  private RealHost(boolean mortality) throws IOException {
    directory = Files.createTempDirectory("engine");
    apt = AptLab.create(Files.createDirectory(directory.resolve("apt")));
    socket = directory.resolve("portod.socket");
    Path porto = directory.resolve("porto");
    portod = mortality ? null : EmbeddedPortod.start(socket, porto);
    mortal = mortality ? new MortalEndpoint(socket, porto) : null;
    this.porto = new ForeignPorto(socket);
    mark = String.format("%d%05d", ProcessHandle.current().pid(), NUMBER.incrementAndGet());
  }

  /** What makes the product use this host. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(apt.environment());
    environment.put("PORTO_SOCKET", socket.toString());
    environment.put("PORTO_DAEMON_STATE_DIR", directory.resolve("state").toString());
    environment.put("PORTO_DAEMON_RUN_DIR", directory.resolve("run").toString());
    return environment;
  }

  public Engine engine() {
    if (engine == null) {
      engine = Engine.open(environment(), new StartReadiness());
    }
    return engine;
  }

  /** An engine that waits for portod no longer than it is told. */
  Engine engine(Deadlines deadlines) {
    HostPaths paths = HostPaths.from(environment());
    return new Engine(new Ports(() -> Porto.connect(paths.portoSocket(), deadlines),
        new AptGet(AptSettings.of(environment())), new StateStore(paths.stateDir()),
        new HostLock(paths.runDir(), Duration.ofSeconds(1)), SlotProvider.LOCAL, new StartReadiness(),
        ModelHost.CATALOGUE, Clock.systemDefaultZone()));
  }

  /** An engine with other settings of apt. */
  Engine engine(AptSettings apt) {
    HostPaths paths = HostPaths.from(environment());
    return new Engine(new Ports(() -> Porto.connect(paths.portoSocket(), Deadlines.DEFAULT),
        new AptGet(apt), new StateStore(paths.stateDir()),
        new HostLock(paths.runDir(), Duration.ofSeconds(1)), SlotProvider.LOCAL, new StartReadiness(),
        ModelHost.CATALOGUE, Clock.systemDefaultZone()));
  }

  /** The core ends; the next one knows only what is on disk. */
  public void newCore() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }

  /** Publishes packages in the source, without dependencies. */
  public void publish(String... namesAndVersions) throws IOException {
    for (String pair : namesAndVersions) {
      int equals = pair.indexOf('=');
      apt.deb(pair.substring(0, equals), pair.substring(equals + 1)).publish();
    }
  }

  /** A command that no other process on this machine has. */
  public List<String> sleep(int variant) {
    return List.of("/bin/sleep", "86400." + mark + variant);
  }

  /** The processes with exactly this command line, as /proc tells. */
  public static List<Long> processes(List<String> argv) throws IOException {
    String wanted = String.join("\0", argv) + "\0";
    List<Long> pids = new ArrayList<>();
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        try {
          if (Files.readString(entry.resolve("cmdline")).equals(wanted)) {
            pids.add(Long.parseLong(entry.getFileName().toString()));
          }
        } catch (IOException | NumberFormatException e) {
          // Not a process, or one that has just ended.
        }
      }
    }
    return pids;
  }

  /** The one process of the command that {@link #sleep} made. */
  long pidOf(int variant) throws IOException {
    List<Long> pids = processes(sleep(variant));
    if (pids.size() != 1) {
      throw new AssertionError(pids.size() + " processes of " + sleep(variant));
    }
    return pids.get(0);
  }

  public Outcome execute(Definition definition) throws EngineException {
    return engine().execute(definition, Progress.NONE);
  }

  DaemonPlan plan(Definition definition) throws EngineException {
    engine().declare(List.of(definition));
    engine().observe();
    return engine().plan(definition);
  }

  @Override
  public void close() throws IOException {
    newCore();
    if (portod == null) {
      mortal.close();
    } else {
      portod.close();
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
