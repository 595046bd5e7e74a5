package org.puppetporto.status.sink;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.puppetporto.status.log.LogSettings;

/**
 * Which sinks are on, and where actions are logged; from the configuration file.
 *
 * @param prometheus empty when off
 * @param yasm empty when off
 * @param juggler empty when off
 * @param log where actions are logged
 */
public record Settings(
    Optional<Prometheus> prometheus, Optional<Yasm> yasm, Optional<Juggler> juggler, LogSettings log) {
  /** How long telling an HTTP sink may take in all, retries included. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  /** @param directory the textfile collector's; the file is {@code porto-daemons.prom} in it */
  record Prometheus(Path directory) {}

  /**
   * YASM push.
   *
   * @param url where the push dump is posted
   * @param suffix appended to every signal's name, with its underscore
   * @param ttl how long a value is good for, in seconds; longer than the time between two reports
   * @param tags of every value
   * @param deadline in all
   */
  record Yasm(URI url, String suffix, long ttl, SortedMap<String, String> tags, Duration deadline) {
    static final String SUFFIX = "_thhh";
    static final long TTL = 120;

    Yasm {
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
  }

  /**
   * Juggler raw events.
   *
   * @param url where events are posted
   * @param host the host the events are about, as Juggler knows it
   * @param source who tells them
   * @param deadline in all
   */
  record Juggler(URI url, String host, String source, Duration deadline) {
    static final String SOURCE = "porto-daemon";
  }

  /** Whether there is anybody to tell. */
  public boolean reports() {
    return !on().isEmpty();
  }

  /** The sinks that are on, by name. */
  public List<String> on() {
    return Stream.of(prometheus.map(sink -> "Prometheus"), yasm.map(sink -> "YASM"), juggler.map(sink -> "Juggler"))
        .flatMap(Optional::stream).toList();
  }
}
