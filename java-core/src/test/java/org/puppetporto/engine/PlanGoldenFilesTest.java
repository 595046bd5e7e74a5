package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.puppetporto.engine.ModelHost.define;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.ModelPorto.Box;
import org.puppetporto.spec.Definition;

/**
 * How a plan of each kind reads, as text and as JSON: every word of it reaches an event, a noop run or the
 * command line. {@code -Dgolden.update=true} writes the files anew, to be read before they are kept.
 */
class PlanGoldenFilesTest {
  private static final Path RESOURCES = Path.of("src/test/resources/org/puppetporto/engine/plans");
  private static final Map<String, ?> ONE = Map.of("cmd", List.of("/usr/bin/web", "--config", "/etc/web dir"),
      "memory_limit", "2Gb", "env", Map.of("A", "1", "B", "2"));
  private static final Map<String, ?> LIVE = Map.of("cmd", List.of("/usr/bin/web", "--config", "/etc/web dir"),
      "memory_limit", "3Gb", "cpu_limit", "2c", "env", Map.of("A", "1", "B", "2"));
  private static final Map<String, ?> TWO = Map.of("cmd", List.of("/usr/bin/web", "--new"), "memory_limit", "2Gb");
  private static final Map<String, String> FIRST = Map.of("web-bin", "1", "web-old", "1");
  private static final Map<String, String> SECOND = Map.of("web-bin", "2", "web-new", "2");

  @AutoClose
  private final ModelHost host = new ModelHost();

  /** One kind: what the host comes to first, and what is planned then. */
  enum Kind {
    INSTALL("running", ONE, FIRST, Map.of()),
    LIVE_CHANGE("running", LIVE, FIRST, Map.of()),
    UPDATE("running", TWO, SECOND, Map.of()),
    RECREATE("running", TWO, SECOND, Map.of("update_strategy", "recreate")),
    STOP("stopped", ONE, FIRST, Map.of()),
    ABSENT("absent", Map.of(), Map.of(), Map.of()),
    PURGED("purged", Map.of(), Map.of(), Map.of()),
    ADOPT("running", ONE, Map.of(), Map.of("adopt", true)),
    PENDING("running", TWO, SECOND, Map.of("restart_policy", "pending")),
    HELD("running", TWO, SECOND, Map.of()),
    FAILED("running", Map.of("cmd", List.of(ModelPorto.CRASH)), FIRST, Map.of()),
    NOTHING("running", ONE, FIRST, Map.of()),
    NO_ROLLBACK("running", TWO, SECOND, Map.of()),
    DEAD("running", ONE, FIRST, Map.of());

    private final String ensure;
    private final Map<String, ?> properties;
    private final Map<String, String> packages;
    private final Map<String, ?> policy;

    Kind(String ensure, Map<String, ?> properties, Map<String, String> packages, Map<String, ?> policy) {
      this.ensure = ensure;
      this.properties = properties;
      this.packages = packages;
      this.policy = policy;
    }
  }

  @BeforeEach
  void at() {
    host.clock = new MovingClock(Instant.parse("2026-11-20T12:00:00Z"));
  }

  private void prepare(Kind kind, Definition wanted) throws Exception {
    if (kind == Kind.ADOPT) {
      Box box = host.porto.foreign("web");
      box.state = "running";
      box.properties.putAll(Map.of("command_argv", "/usr/bin/web\t--config\t/etc/web dir", "env", "A=1;B=2",
          "memory_limit", "2147483648"));
    } else if (kind != Kind.INSTALL) {
      host.execute(define("web", "running", ONE, FIRST, Map.of()));
    }
    switch (kind) {
      case HELD -> host.engine().operator().maintain("web", "alice", "disk swap");
      case NO_ROLLBACK -> host.apt.forgotten = true;
      case DEAD -> host.porto.boxes.get("web").state = "dead";
      case FAILED -> {
        try {
          host.execute(wanted);
        } catch (EngineException e) {
          // That is what it is about.
        }
      }
      default -> { }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void readsAsItDid(Kind kind) throws Exception {
    Definition wanted = define("web", kind.ensure, kind.properties, kind.packages, kind.policy);
    prepare(kind, wanted);
    DaemonPlan plan = host.plan(wanted);
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    holds(RESOURCES.resolve(name + ".txt"), plan.text());
    holds(RESOURCES.resolve(name + ".json"),
        JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(Wire.plan(plan)) + "\n");
  }

  private static void holds(Path file, String text) throws Exception {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(RESOURCES);
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text, file.toString());
  }
}
