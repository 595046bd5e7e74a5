package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.RealHost;
import org.puppetporto.health.Remedy;
import org.puppetporto.health.Watchman;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.property.PropertyCatalogue;

/** A real host with an agent at work in this process. */
final class AgentHost implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  final RealHost host = new RealHost();
  final BlockingQueue<String> said = new LinkedBlockingQueue<>();
  final Map<String, String> environment = new HashMap<>(host.environment());
  /** An interval that no test waits for: what happens, happens because of an event. */
  AgentOptions options = new AgentOptions(Duration.ofHours(1), Duration.ofHours(1), Optional.empty());
  Surroundings.Opening engines = Engine::open;
  OwnJar jar = OwnJar.found();
  Watchman watchman = Watchman.NONE;
  Watchman.Duty duty = (given, changed) -> {
    remedy = given;
    return watchman;
  };
  Remedy remedy;
  volatile Agent.End end;
  private Agent agent;
  private Thread thread;

  AgentHost() throws IOException {
    environment.put("PORTO_DAEMON_DEFINITIONS_DIR", definitions().toString());
    environment.put("PORTO_DAEMON_CONFIG", host.directory.resolve("config.json").toString());
    environment.put("PORTO_DAEMON_LOG", host.directory.resolve("porto-daemon.log").toString());
  }

  Path definitions() {
    return host.directory.resolve("definitions");
  }

  void start() throws Exception {
    agent = new Agent(environment, options, duty, said::add,
        new Surroundings(System::nanoTime, jar, engines));
    thread = new Thread(() -> {
      try {
        end = agent.run();
      } catch (InterruptedException | IOException e) {
        said.add(e.toString());
      }
    }, "agent");
    thread.start();
  }

  void stop() throws Exception {
    if (agent != null) {
      agent.stop();
      thread.join(PATIENCE_SECONDS * 1000);
      assertTrue(!thread.isAlive(), "the loop does not end");
      agent.close();
      agent = null;
    }
  }

  /** A definition whose process no other test has; it dies with kill -9 only, and portod leaves it dead. */
  Definition daemon(String name, int variant) throws Exception {
    return daemon(name, variant, "running");
  }

  Definition daemon(String name, int variant, String ensure) throws Exception {
    return daemon(name, variant, ensure, 0.1);
  }

  Definition daemon(String name, int variant, String ensure, double minUptime) throws Exception {
    Map<String, Object> document = Map.of("ensure", ensure, "meta", Map.of("name", name),
        "spec", Map.of("properties", Map.of("cmd", host.sleep(variant), "respawn", "false"),
            "policy", Map.of("min_uptime", minUptime, "stop_timeout", 1)));
    return new DefinitionReader(PropertyCatalogue.standard()).read(document, "test");
  }

  /** A definition file of the same daemon. */
  void file(String name, int variant) throws IOException {
    Files.createDirectories(definitions());
    Path draft = definitions().resolve("." + name);
    Files.writeString(draft, "meta: {name: " + name + "}\nspec: {properties: {cmd: [/bin/sleep, '"
        + host.sleep(variant).get(1) + "'], respawn: 'false'},"
        + " policy: {min_uptime: 0.1, stop_timeout: 1}}\n");
    Files.move(draft, definitions().resolve(name + ".yaml"), java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  List<Long> processes(int variant) throws IOException {
    return RealHost.processes(host.sleep(variant));
  }

  /** Waits until exactly one process runs the variant, another than the one given; its pid. */
  long running(int variant, long notThis) throws Exception {
    long[] pid = new long[1];
    await("a process of variant " + variant + " other than " + notThis,
        () -> {
          List<Long> now = processes(variant);
          pid[0] = now.size() == 1 ? now.get(0) : 0;
          return pid[0] != 0 && pid[0] != notThis;
        });
    return pid[0];
  }

  void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    while (!condition.call()) {
      if (System.nanoTime() - end >= 0) {
        fail("waited in vain for " + what + "; the agent said: " + said);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() throws Exception {
    stop();
    host.close();
  }
}
