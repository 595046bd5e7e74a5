package org.puppetporto.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.puppetporto.agent.Agent;
import org.puppetporto.agent.AgentOptions;
import org.puppetporto.engine.EngineException;
import org.puppetporto.health.HealthDuty;
import org.puppetporto.status.sink.PrometheusEndpoint;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code agent}: keeps daemons as they are declared until it is told to end. */
@CommandLine.Command(name = "agent",
    description = "Keeps daemons as they are declared, in the foreground, until SIGTERM.")
final class AgentCommand extends Command {
  /** Longer than the agent waits for requests in hand. */
  private static final int PATIENCE_SECONDS = 90;

  @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "300",
      description = "Between two looks at everything; events are acted on at once. "
          + "Default: ${DEFAULT-VALUE}.")
  private int interval;

  @Option(names = "--group", paramLabel = "GROUP",
      description = "Whose members may change daemons through the agent, beside root.")
  private String group;

  @Option(names = "--prometheus-port", paramLabel = "PORT",
      description = "Answers Prometheus at this port of 127.0.0.1, under /metrics.")
  private Integer prometheusPort;

  AgentCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() throws CommandFailure, EngineException, InterruptedException {
    if (interval < 1) {
      throw new UsageFailure("--interval " + interval + ": give at least 1 second");
    }
    if (prometheusPort != null && (prometheusPort < 1 || prometheusPort > 65_535)) {
      throw new UsageFailure("--prometheus-port " + prometheusPort + ": give 1 to 65535");
    }
    AgentOptions options = new AgentOptions(
        Duration.ofSeconds(interval), AgentOptions.DEFAULT.tell(), Optional.ofNullable(group));
    CountDownLatch ended = new CountDownLatch(1);
    Thread.setDefaultUncaughtExceptionHandler(this::died);
    try {
      if (work(options, ended) == Agent.End.NEWER_CORE) {
        say("another core has come; running it");
        Agent.runAgain();
      }
      return Exit.OK;
    } catch (IOException e) {
      throw new CommandFailure("the agent cannot go on: " + e);
    } finally {
      ended.countDown();
    }
  }

  private Agent.End work(AgentOptions options, CountDownLatch ended)
      throws EngineException, IOException, InterruptedException {
    Thread hook = new Thread(() -> { });
    try (PrometheusEndpoint metrics = metrics(); Agent agent = agent(options)) {
      hook = new Thread(() -> terminate(agent, ended), "agent-end");
      Runtime.getRuntime().addShutdownHook(hook);
      return agent.run();
    } finally {
      unhook(hook);
    }
  }

  private PrometheusEndpoint metrics() throws IOException {
    return prometheusPort == null ? null : PrometheusEndpoint.of(console.environment(), prometheusPort);
  }

  private Agent agent(AgentOptions options) throws EngineException, IOException {
    return new Agent(console.environment(), options,
        new HealthDuty(host.paths(), this::say, Clock.systemUTC()), this::say);
  }

  /** An agent that goes on without one of its threads only looks alive: whoever supervises it starts another. */
  private void died(Thread thread, Throwable cause) {
    say("a fault of porto-daemon itself, please report it: thread " + thread.getName() + " died of " + cause);
    cause.printStackTrace(console.err());
    console.err().flush();
    Runtime.getRuntime().halt(Exit.INTERNAL);
  }

  /** SIGTERM: the action in hand is finished, and that is a good end. */
  private static void terminate(Agent agent, CountDownLatch ended) {
    agent.stop();
    try {
      ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(Exit.OK);
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is what ended it.
    }
  }

  private synchronized void say(String line) {
    console.err().println("porto-daemon agent: " + line);
  }
}
