package org.puppetporto.health;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.porto.ContainerState;
import org.puppetporto.porto.Containers;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.PropertyResult;

/**
 * What a container runs at a moment.
 *
 * @param id its {@code root_pid}; "" when it runs nothing
 * @param age how long it has been running
 */
record Process(String id, Duration age) {
  static final Process NONE = new Process("", Duration.ZERO);
  /** Counted from the field behind the name: the 22nd of them all. */
  private static final int START_TIME = 19;
  private static final List<String> ASKED = List.of("state", "root_pid", "time");

  static Process of(Containers porto, String container) throws PortoException {
    Map<String, PropertyResult> answer =
        porto.get(List.of(container), ASKED, false).getOrDefault(container, Map.of());
    boolean running = ContainerState.of(text(answer, "state")) == ContainerState.RUNNING;
    if (!running) {
      return NONE;
    }
    String id = text(answer, "root_pid");
    Duration told = Duration.ofSeconds(seconds(text(answer, "time")));
    return new Process(id, age(id).filter(
        exact -> exact.minus(told).abs().compareTo(Duration.ofSeconds(2)) < 0).orElse(told));
  }

  /**
   * Porto tells whole seconds; the kernel hundredths of them, for who sees the same process under this number.
   * A file that is touched right after a start is to count.
   */
  private static Optional<Duration> age(String id) {
    try {
      String stat = Files.readString(Path.of("/proc", id, "stat"));
      long ticks = Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[START_TIME]);
      String up = Files.readString(Path.of("/proc/uptime"));
      long now = new BigDecimal(up.substring(0, up.indexOf(' '))).movePointRight(2).longValue();
      return Optional.of(Duration.ofMillis((now - ticks) * 10));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  boolean runs() {
    return !id.isEmpty();
  }

  private static long seconds(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static String text(Map<String, PropertyResult> answer, String property) {
    PropertyResult result = answer.get(property);
    return result != null && result.ok() ? result.value() : "";
  }
}
