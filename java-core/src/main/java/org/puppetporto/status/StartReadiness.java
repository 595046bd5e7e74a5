package org.puppetporto.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.puppetporto.engine.ContainerAction;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.NotReadyException;
import org.puppetporto.engine.Readiness;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyResult;
import org.puppetporto.probe.Checks;
import org.puppetporto.probe.HealthState;
import org.puppetporto.probe.Prober;
import org.puppetporto.spec.Probe;

/**
 * Ready is the same root_pid and start_time for {@code minUptime}, since a crash loop looks running about
 * half of the time, and starts with success; and then a probe that is well, where one is declared.
 */
public final class StartReadiness implements Readiness {
  private static final List<String> ASKED = List.of("state", "root_pid", "start_time");
  /** How often to look at a container on its way to running. */
  private static final Duration GLANCE = Duration.ofMillis(100);
  /** Whoever waits asks more often than the agent does. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Prober prober;
  private final HealthBoard board;

  /** By the process's life and, in updates, its probe. */
  public StartReadiness() {
    this(new Checks());
  }

  /** @param prober makes the checks */
  public StartReadiness(Prober prober) {
    this(prober, HealthBoard.NONE);
  }

  private StartReadiness(Prober prober, HealthBoard board) {
    this.prober = prober;
    this.board = board;
  }

  /** As this host's agent sees daemons, too, where one is at work. */
  public static StartReadiness of(HostPaths paths) {
    return new StartReadiness(new Checks(), HealthBoard.of(paths));
  }

  /** The one that an engine works by. */
  public static StartReadiness of(Engine engine) {
    return engine.readiness() instanceof StartReadiness own ? own : new StartReadiness();
  }

  /** What the agent's probes say. */
  HealthBoard board() {
    return board;
  }

  @Override
  public void await(Containers containers, ContainerAction.AwaitReady what)
      throws PortoException, NotReadyException {
    begin(containers, what).end();
  }

  @Override
  public Wait begin(Containers containers, ContainerAction.AwaitReady what) throws PortoException {
    long begun = System.nanoTime();
    Map<String, PropertyResult> process = ask(containers, what.daemon());
    return () -> await(containers, what, process, begun);
  }

  /**
   * Goes on waiting.
   *
   * @param process what was seen when the wait began
   * @param begun when that was
   */
  private void await(Containers containers, ContainerAction.AwaitReady what, Map<String, PropertyResult> process,
      long begun) throws PortoException, NotReadyException {
    String name = what.daemon();
    long end = end(what, begun);
    String lacking = "no process lived for " + seconds(what.minUptime());
    Map<String, PropertyResult> before = process;
    long seen = begun;
    while (true) {
      ContainerState state = ContainerState.of(text(before, "state"));
      switch (state) {
        case RUNNING:
          Duration rest = Duration.ofNanos(seen + what.minUptime().toNanos() - System.nanoTime());
          if (containers.await(name, sooner(rest, what.minUptime())).isEmpty() && same(containers, name, before)) {
            lacking = what.probe().isEmpty() ? "" : probed(containers, what, before, begun, end);
          }
          if (lacking.isEmpty()) {
            return;
          }
          break;
        case STARTING:
        case RESPAWNING:
          containers.await(name, GLANCE);
          break;
        case DEAD:
          throw new NotReadyException("it died after its start");
        default:
          throw new NotReadyException("it is " + state.word() + " after its start");
      }
      if (System.nanoTime() - end >= 0) {
        throw new NotReadyException(
            "it was not ready within " + seconds(what.timeout()) + ": " + lacking);
      }
      seen = System.nanoTime();
      before = ask(containers, name);
    }
  }

  /**
   * When time is up. Whoever is looked at late, since others were waited for, has as long as it takes to be
   * found well.
   */
  private static long end(ContainerAction.AwaitReady what, long begun) {
    long end = begun + what.timeout().toNanos();
    Duration looking = what.minUptime().plus(LONGEST_PAUSE);
    if (what.probe().isPresent()) {
      Probe probe = what.probe().get();
      looking = looking.plus(probe.timeout().plus(LONGEST_PAUSE).multipliedBy(probe.successThreshold()));
    }
    long late = System.nanoTime() + sooner(looking, what.timeout()).toNanos();
    return late - end > 0 ? late : end;
  }

  /**
   * Asks until the probe is well, time is up, or the process has gone.
   *
   * @return what is lacking; "" when nothing is
   */
  private String probed(Containers containers, ContainerAction.AwaitReady what,
      Map<String, PropertyResult> process, long begun, long end) throws PortoException {
    Probe probe = what.probe().get();
    HealthState state = HealthState.of(probe, begun);
    Duration pause = Duration.ofNanos(state.due() - System.nanoTime());
    do {
      Duration rest = sooner(pause, Duration.ofNanos(end - System.nanoTime()));
      if (containers.await(what.daemon(), rest).isPresent()) {
        return "its process ended while " + probe.check().text() + " was asked";
      }
      state = state.answered(
          prober.ask(probe.check(), what.daemon(), probe.timeout(), containers), System.nanoTime());
      boolean same = same(containers, what.daemon(), process);
      if (state.verdict() == HealthState.Verdict.WELL || !same) {
        return same ? "" : "its process ended while " + probe.check().text() + " was asked";
      }
      pause = sooner(probe.interval(), LONGEST_PAUSE);
    } while (System.nanoTime() - end < 0);
    return state.text();
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
  }

  private static Duration sooner(Duration one, Duration other) {
    Duration sooner = one.compareTo(other) < 0 ? one : other;
    return sooner.isNegative() ? Duration.ZERO : sooner;
  }

  private static boolean same(Containers containers, String name, Map<String, PropertyResult> process)
      throws PortoException {
    return sameProcess(process, ask(containers, name));
  }

  private static Map<String, PropertyResult> ask(Containers containers, String name) throws PortoException {
    return containers.get(List.of(name), ASKED, false).getOrDefault(name, Map.of());
  }

  private static boolean sameProcess(Map<String, PropertyResult> before, Map<String, PropertyResult> after) {
    return ContainerState.of(text(after, "state")) == ContainerState.RUNNING
        && text(before, "root_pid").equals(text(after, "root_pid"))
        && text(before, "start_time").equals(text(after, "start_time"));
  }

  private static String text(Map<String, PropertyResult> answer, String property) {
    PropertyResult result = answer.get(property);
    return result != null && result.ok() ? result.value() : "";
  }

  /** {@inheritDoc} Porto's {@code time} is the age of the process in seconds. */
  @Override
  public boolean ready(ContainerView container, Duration minUptime) {
    return up(container, minUptime) && board.read(container).map(HealthReport::objection).orElse("").isEmpty();
  }

  private static boolean up(ContainerView container, Duration minUptime) {
    if (container.state() != ContainerState.RUNNING) {
      return false;
    }
    try {
      return Long.parseLong(container.value("time").orElse("0")) >= minUptime.toSeconds();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
