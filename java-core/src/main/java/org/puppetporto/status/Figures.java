package org.puppetporto.status;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.puppetporto.engine.ContainerView;

/** Which of Porto's properties tell what a daemon uses and what it lacks. */
final class Figures {
  /** By Porto's names; a kernel without the support has some of them missing. */
  static final List<String> NAMES = List.of(
      "cpu_usage", "cpu_wait", "cpu_throttled",
      "memory_usage", "memory_limit", "memory_guarantee", "anon_usage", "oom_kills",
      "io_read", "io_write", "io_ops",
      "net_bytes", "net_packets", "net_drops", "net_overlimits", "net_rx_drops", "net_tx_drops",
      "thread_count", "process_count");

  /** What status asks of every container besides the figures. */
  private static final List<String> LIFE = List.of(
      "respawn_count", "creation_time", "exit_code", "oom_killed", "core_dumped");

  private Figures() {}

  /** Everything that status asks for, in the one batch request. */
  static Set<String> asked() {
    Set<String> all = new TreeSet<>(NAMES);
    all.addAll(LIFE);
    return all;
  }

  static SortedMap<String, Figure> of(ContainerView container) {
    SortedMap<String, Figure> figures = new TreeMap<>();
    for (String name : NAMES) {
      container.value(name).flatMap(Figure::read).ifPresent(figure -> figures.put(name, figure));
    }
    return Collections.unmodifiableSortedMap(figures);
  }
}
