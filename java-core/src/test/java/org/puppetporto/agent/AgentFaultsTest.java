package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.ContainerAction;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.NotReadyException;
import org.puppetporto.engine.Observation;
import org.puppetporto.engine.Ports;
import org.puppetporto.engine.Readiness;
import org.puppetporto.health.Watchman;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;

/** The agent while others fail: portod, the host, its clock, the agent itself. */
class AgentFaultsTest extends WithAnAgentHost {
  @Test
  void theHostsClockMayJump() throws Exception {
    AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);
    host.engines = (environment, readiness, actions) -> {
      Ports real = Ports.of(environment, readiness, actions);
      return with(real, real.lock(), new JumpingClock(offset::get));
    };
    host.host.execute(host.daemon("web", 1));
    host.host.execute(host.daemon("api", 2));
    host.start();
    long web = host.running(1, 0);
    long api = host.running(2, 0);
    for (int days : new int[] {4000, -4000, 0}) {
      offset.set(Duration.ofDays(days));
      kill(web);
      web = host.running(1, web);
    }
    assertEquals(List.of(api), host.processes(2));
    host.await("the last one to be remembered", () -> remembered().contains("\"web\""));
  }

  @Test
  void aLockThatOthersHoldIsNoFaultOfTheDaemons() throws Exception {
    HostPaths paths = HostPaths.from(host.environment);
    HostLock impatient = new HostLock(paths.runDir(), Duration.ofMillis(50));
    host.engines = (environment, readiness, actions) -> {
      Ports real = Ports.of(environment, readiness, actions);
      return with(real, impatient, real.clock());
    };
    AtomicInteger looks = new AtomicInteger();
    host.watchman = counting(looks);
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    try (HostLock.Held held = new HostLock(paths.runDir(), Duration.ZERO).take("testing")) {
      kill(first);
      host.await("its complaint", () -> host.said.stream().anyMatch(line -> line.contains("another run holds")));
      int before = looks.get();
      host.await("more attempts", () -> looks.get() >= before + 3);
    }
    host.running(1, first);
    host.await("it to be remembered as the first time", () -> remembered().contains("\"pause_ms\":1000"));
  }

  private static Engine with(Ports real, HostLock lock, Clock clock) {
    return new Engine(new Ports(real.containers(), real.packages(), real.store(), lock, real.slots(),
        real.readiness(), real.catalogue(), clock, real.actions()));
  }

  private String remembered() throws IOException {
    Path file = host.host.directory.resolve("state/agent/keeping.json");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void aFaultOfOursWithOneDaemonDoesNotCostTheOthers() throws Exception {
    host.engines = (environment, readiness, actions) -> Engine.open(environment, new Readiness() {
      @Override
      public void await(Containers containers, ContainerAction.AwaitReady what)
          throws PortoException, NotReadyException {
        readiness.await(containers, what);
      }

      @Override
      public boolean ready(ContainerView container, Duration minUptime) {
        if (container.name().equals("bad")) {
          throw new IllegalStateException("what should not happen");
        }
        return readiness.ready(container, minUptime);
      }
    }, actions);
    host.host.execute(host.daemon("bad", 1));
    host.host.execute(host.daemon("good", 2));
    host.start();
    long bad = host.running(1, 0);
    long good = host.running(2, 0);
    for (int i = 0; i < 2; i++) {
      kill(bad);
      kill(good);
      good = host.running(2, good);
      bad = host.running(1, bad);
    }
    host.await("it to be told", () -> host.said.stream().anyMatch(line ->
        line.startsWith("keeping bad: a fault of porto-daemon itself, please report it: ")));
  }

  private static Watchman counting(AtomicInteger looks) {
    return new Watchman() {
      @Override
      public void seen(Observation seen) {
        looks.incrementAndGet();
      }

      @Override
      public void restarted(String daemon, Optional<String> failure) {}

      @Override
      public void close() {}
    };
  }

  @Test
  void aRestartOfPortodIsLivedThroughAndWhatDiedMeanwhileComesBack() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    host.host.portod.stop();
    kill(first);
    host.host.portod.start();
    long second = host.running(1, first);
    kill(second);
    host.running(1, second);
  }

  @Test
  void anAgentThatComesBeforePortodWaitsForIt() throws Exception {
    host.host.execute(host.daemon("web", 1));
    long first = host.running(1, 0);
    host.host.portod.stop();
    kill(first);
    host.start();
    host.await("its complaint",
        () -> host.said.stream().anyMatch(line -> line.contains("portod cannot be watched")));
    host.host.portod.start();
    host.running(1, first);
  }

  @Test
  void afterARebootEverythingStoredReturnsOnce() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.host.execute(host.daemon("api", 2));
    host.host.execute(host.daemon("idle", 3, "stopped"));
    host.host.execute(host.daemon("held", 4));
    host.host.engine().operator().maintain("held", "ann", "debugging");
    host.host.newCore();
    host.host.portod.reset();
    assertEquals(List.of(), host.host.porto.list());
    host.start();
    host.running(1, 0);
    host.running(2, 0);
    host.await("idle", () -> host.host.porto.get("idle", "state").equals("stopped"));
    assertEquals(List.of(), host.processes(3));
    assertEquals(List.of(), host.processes(4));
  }

  @Test
  void aRunDirectoryThatIsTakenAwayIsMadeAgain() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    Path run = host.host.directory.resolve("run");
    for (String gone : List.of("renamed", "again")) {
      host.await("the socket", this::answers);
      Files.move(run, host.host.directory.resolve(gone));
      host.await("the socket to be there again", this::answers);
      assertThrows(EngineException.class, () -> HostLock.ofAgent(HostPaths.from(host.environment)).take("testing"));
    }
    kill(first);
    host.running(1, first);
  }

  private boolean answers() {
    try (Caller caller = new Caller(host.host.directory.resolve("run/agent.socket"))) {
      return caller.hello().containsKey("result");
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aFaultOfOursAtLookingEndsNoAgent() throws Exception {
    AtomicBoolean faulty = new AtomicBoolean(true);
    host.engines = (environment, readiness, actions) -> {
      Ports real = Ports.of(environment, readiness, actions);
      return with(real, real.lock(), new JumpingClock(() -> {
        if (faulty.get()) {
          throw new IllegalStateException("what should not happen");
        }
        return Duration.ZERO;
      }));
    };
    host.host.execute(host.daemon("web", 1));
    long first = host.running(1, 0);
    host.start();
    host.await("it to be told", () -> host.said.stream().anyMatch(line ->
        line.startsWith("looking: a fault of porto-daemon itself, please report it: ")));
    faulty.set(false);
    kill(first);
    host.running(1, first);
  }

  @Test
  void anotherAgentTakesUpWhereTheLastOneEnded() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.start();
    long first = host.running(1, 0);
    host.stop();
    assertEquals(List.of(first), host.processes(1));
    kill(first);
    host.start();
    host.running(1, first);
  }
}
