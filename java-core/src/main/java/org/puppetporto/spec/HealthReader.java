package org.puppetporto.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.spec.property.Natives;

/** Reads a definition's {@code health}; what is not declared keeps its default. */
final class HealthReader {
  static final Set<String> KEYS = Set.of(
      "liveness", "readiness", "restart_files", "restart_backoff", "restart_backoff_max",
      "restarts_per_hour");
  static final Set<String> PROBE = Set.of("exec", "tcp", "http", "initial_delay", "interval", "timeout",
      "success_threshold", "failure_threshold");
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final int MOST = 1000;

  private final Problems problems;

  private HealthReader(Problems problems) {
    this.problems = problems;
  }

  static Health read(Object value, String path, Problems problems) {
    return new HealthReader(problems).health(value, path);
  }

  private Health health(Object value, String path) {
    Map<?, ?> tree = Values.map(value, path, "{liveness: {http: {port: 8080}}}", problems);
    known(tree, path, KEYS);
    Health.Backoff base = Health.Backoff.DEFAULT;
    Duration initial = duration(tree, "restart_backoff", base.initial(), path);
    Duration max = duration(tree, "restart_backoff_max", longer(base.max(), initial), path);
    if (max.compareTo(initial) < 0) {
      problems.add(Tree.path(path, "restart_backoff_max"),
          "is shorter than restart_backoff; write at least " + initial.toMillis() + "ms");
    }
    return new Health(probe(tree.get("liveness"), Tree.path(path, "liveness")),
        probe(tree.get("readiness"), Tree.path(path, "readiness")),
        files(tree.get("restart_files"), Tree.path(path, "restart_files")),
        new Health.Backoff(initial, max, count(tree, "restarts_per_hour", base.perHour(), path)));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private void known(Map<?, ?> tree, String path, Set<String> keys) {
    for (Object key : tree.keySet()) {
      if (!keys.contains(String.valueOf(key))) {
        problems.addUnknown(path, String.valueOf(key), keys);
      }
    }
  }

  private Optional<Probe> probe(Object value, String path) {
    if (value == null) {
      return Optional.empty();
    }
    Map<?, ?> tree = Values.map(value, path, "{tcp: 8080}", problems);
    known(tree, path, PROBE);
    Optional<Check> check = ChecksReader.read(tree, path, problems);
    Probe base = Probe.silent(check.orElse(null));
    Probe probe = new Probe(base.check(),
        duration(tree, "initial_delay", base.initialDelay(), path),
        positive(tree, "interval", base.interval(), path),
        positive(tree, "timeout", base.timeout(), path),
        count(tree, "success_threshold", base.successThreshold(), path),
        count(tree, "failure_threshold", base.failureThreshold(), path));
    return check.map(unused -> probe);
  }

  private Duration duration(Map<?, ?> tree, String key, Duration otherwise, String path) {
    return tree.get(key) == null ? otherwise
        : Durations.read(tree.get(key), otherwise, Tree.path(path, key), problems);
  }

  private Duration positive(Map<?, ?> tree, String key, Duration otherwise, String path) {
    Duration duration = duration(tree, key, otherwise, path);
    if (duration.compareTo(SHORTEST) >= 0) {
      return duration;
    }
    problems.add(Tree.path(path, key),
        Natives.describe(tree.get(key)) + " is too short; write at least 10ms");
    return otherwise;
  }

  private int count(Map<?, ?> tree, String key, int otherwise, String path) {
    Object value = tree.get(key);
    if (value == null) {
      return otherwise;
    }
    String text = value instanceof Integer || value instanceof Long || value instanceof String
        ? value.toString() : "";
    if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST) {
      return Integer.parseInt(text);
    }
    problems.add(Tree.path(path, key),
        Natives.describe(value) + " is not right here; write a whole number from 1 to " + MOST);
    return otherwise;
  }

  private List<String> files(Object value, String path) {
    List<String> files = new ArrayList<>();
    if (value == null) {
      return files;
    }
    if (!(value instanceof List)) {
      problems.add(path, Natives.describe(value) + " is not right here; write a list of absolute paths");
      return files;
    }
    int index = 0;
    for (Object item : (List<?>) value) {
      boolean absolute = item instanceof String file && file.matches("/[^\0]+");
      if (absolute) {
        files.add((String) item);
      } else {
        problems.add(Tree.path(path, index), Natives.describe(item) + " is no absolute path of a file");
      }
      index++;
    }
    return files;
  }
}
