package org.puppetporto.status;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.puppetporto.engine.ContainerView;
import org.puppetporto.engine.NotReadyException;
import org.puppetporto.engine.Readiness;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyResult;

/**
 * Ready is the same root_pid and start_time for {@code minUptime}: a crash loop looks running about half
 * of the time, and starts with success.
 */
public final class StartReadiness implements Readiness {
  private static final List<String> ASKED = List.of("state", "root_pid", "start_time");
  /** How often to look at a container on its way to running. */
  private static final Duration GLANCE = Duration.ofMillis(100);

  @Override
  public void await(Containers containers, String name, Duration minUptime, Duration timeout)
      throws PortoException, NotReadyException {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      Map<String, PropertyResult> before = ask(containers, name);
      ContainerState state = ContainerState.of(text(before, "state"));
      switch (state) {
        case RUNNING:
          if (containers.await(name, minUptime).isEmpty() && sameProcess(before, ask(containers, name))) {
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
        throw new NotReadyException("it was not ready within " + timeout.toSeconds()
            + " s: no process lived for " + minUptime.toSeconds() + " s");
      }
    }
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
