package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoClient;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyInfo;

/**
 * What every endpoint must do, over both transports. Each case has containers of its own, whose names
 * nobody else uses, and leaves none behind.
 */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(Endpoints.class)
@ExtendWith(Unsupported.class)
@Timeout(120)
abstract class Contract {
  static final Duration SOON = Duration.ofSeconds(10);
  static final int TERM = 15;
  static final int KILL = 9;

  private static final String PREFIX = "contract-" + ProcessHandle.current().pid() + "-";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  @Parameter
  Endpoint endpoint;

  PortoClient porto;
  private final List<String> used = new ArrayList<>();

  @BeforeEach
  final void connect() {
    porto = endpoint.connect();
  }

  @AfterEach
  final void leaveNothingBehind() throws PortoException {
    try (PortoClient last = porto) {
      Collections.reverse(used);
      for (String name : used) {
        destroyIfThere(name);
      }
    }
  }

  private void destroyIfThere(String name) throws PortoException {
    try {
      porto.destroy(name);
    } catch (PortoException e) {
      if (e.code() != ErrorCode.CONTAINER_DOES_NOT_EXIST) {
        throw e;
      }
    }
  }

  /** A name that nobody else uses; what has it in the end is destroyed. */
  final String name() {
    String name = PREFIX + NUMBER.incrementAndGet();
    used.add(name);
    return name;
  }

  final String created() throws PortoException {
    String name = name();
    porto.create(name);
    return name;
  }

  /** A stopped container with this command. */
  final String prepared(String... argv) throws PortoException {
    String name = created();
    porto.setCommandArgv(name, List.of(argv));
    return name;
  }

  final String running() throws PortoException {
    return started("/bin/sleep", "1000");
  }

  final String started(String... argv) throws PortoException {
    String name = prepared(argv);
    porto.start(name);
    return name;
  }

  final String shell(String script) throws PortoException {
    return started("/bin/sh", "-c", script);
  }

  /** A container whose command has ended by itself. */
  final String dead() throws PortoException {
    return finished(shell("exit 3"));
  }

  final String meta() throws PortoException {
    String name = created();
    porto.start(name);
    return name;
  }

  final String paused() throws PortoException {
    String name = running();
    porto.pause(name);
    return name;
  }

  /** Between two runs for as long as a test may take. */
  final String respawning() throws PortoException {
    String name = prepared("/bin/false");
    porto.set(name, "respawn", "true");
    porto.set(name, "respawn_delay", "1000s");
    porto.start(name);
    awaitState(name, ContainerState.RESPAWNING);
    return name;
  }

  final String in(ContainerState state) throws PortoException {
    switch (state) {
      case STOPPED:
        return created();
      case RUNNING:
        return running();
      case META:
        return meta();
      case PAUSED:
        return paused();
      case DEAD:
        return dead();
      case RESPAWNING:
        return respawning();
      default:
        throw new IllegalArgumentException(state + " does not last");
    }
  }

  final String finished(String name) throws PortoException {
    awaitState(name, ContainerState.DEAD);
    return name;
  }

  final void awaitState(String name, ContainerState state) throws PortoException {
    Optional<ContainerState> came = porto.await(name, SOON);
    assertEquals(Optional.of(state), came, name);
  }

  final String state(String name) throws PortoException {
    return porto.get(name, "state");
  }

  /** Runs a script to its end, and returns what it wrote to its stdout. */
  final String output(String script) throws PortoException {
    return porto.get(finished(shell(script)), "stdout");
  }

  final PortoException refused(ErrorCode code, Executable call) {
    PortoException e = assertThrows(PortoException.class, call);
    Unsupported.skipIfSaidBy(e);
    assertEquals(code, e.code(), e.getMessage());
    return e;
  }

  final void refused(ErrorCode code, String message, Executable call) {
    assertEquals(message, refused(code, call).portoMessage());
  }

  /** Asks until the answer is the expected one. */
  final void eventually(String expected, Question question) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    String answer = question.ask();
    while (!expected.equals(answer)) {
      if (System.nanoTime() > end) {
        fail("expected " + expected + " and got " + answer + " for " + SOON);
      }
      Thread.sleep(20);
      answer = question.ask();
    }
  }

  interface Question {
    String ask() throws Exception;
  }

  /** Skips the case, with the reason, when this endpoint on this machine does not have the property. */
  final void needsProperty(String property) throws PortoException {
    if (porto.properties().stream().map(PropertyInfo::name).noneMatch(property::equals)) {
      abort(endpoint.kind() + " has no property " + property + " on this machine");
    }
  }
}
