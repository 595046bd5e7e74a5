package org.puppetporto.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.puppetporto.probe.Answer;
import org.puppetporto.probe.Prober;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.status.StartReadiness;

/** A host in memory, with a real state store in a directory of its own. */
final class ModelHost implements AutoCloseable {
  static final PropertyCatalogue CATALOGUE = PropertyCatalogue.standard(() -> 4);

  final Tripwire tripwire = new Tripwire();
  final ModelPorto porto = new ModelPorto(tripwire);
  final ModelApt apt = new ModelApt(tripwire);
  final Path directory;
  final List<TakenAction> taken = new ArrayList<>();
  Prober prober = (check, name, timeout, client) -> new Answer(false, "nothing to ask");
  SlotProvider slots = SlotProvider.LOCAL;
  Clock clock = Clock.systemDefaultZone();
  private Engine engine;
  private ModelConnection connection;

  ModelHost() {
    try {
      directory = Files.createTempDirectory("engine-model");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The engine of the process that runs now; a new one after {@link #die}. */
  Engine engine() {
    if (engine == null) {
      connection = porto.connect();
      engine = new Engine(new Ports(() -> connection, apt, new StateStore(directory.resolve("state")),
          new HostLock(directory.resolve("run"), Duration.ofMillis(200)), daemon -> slots.take(daemon),
          new StartReadiness((check, name, timeout, client) -> prober.ask(check, name, timeout, client)),
          CATALOGUE, clock, taken::add));
    }
    return engine;
  }

  /** The process ends, however: portod sees its connection close. */
  void die() {
    if (connection != null) {
      connection.close();
    }
    engine = null;
  }

  Outcome execute(Definition definition) throws EngineException {
    return engine().execute(definition, (daemon, action, text, percent) -> tripwire.pass("before: " + action));
  }

  DaemonPlan plan(Definition definition) throws EngineException {
    Engine fresh = engine();
    fresh.declare(List.of(definition));
    fresh.observe();
    return fresh.plan(definition);
  }

  DaemonRecord record(String name) throws EngineException {
    return new StateStore(directory.resolve("state")).read().daemon(name);
  }

  /** The state store is gone, as after a restore of an old image. */
  void loseStore() {
    delete(directory.resolve("state"));
  }

  @Override
  public void close() {
    die();
    delete(directory);
  }

  private static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A definition, in the form a front door receives. */
  static Definition define(String name, String ensure, Map<String, ?> properties, Map<String, String> packages,
      Map<String, ?> policy) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("properties", properties);
    spec.put("packages", packages);
    spec.put("policy", policy);
    Map<String, Object> document = Map.of(
        "origin", "Porto_daemon[" + name + "]",
        "ensure", ensure,
        "meta", Map.of("kind", "PortoDaemon", "name", name, "version", "1"),
        "spec", spec);
    try {
      return new org.puppetporto.spec.DefinitionReader(CATALOGUE).read(document, "test");
    } catch (org.puppetporto.spec.DefinitionException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Definition running(String name, Map<String, ?> properties, Map<String, String> packages) {
    return define(name, "running", properties, packages, Map.of("min_uptime", 0));
  }
}
