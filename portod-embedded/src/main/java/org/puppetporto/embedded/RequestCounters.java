package org.puppetporto.embedded;

import java.util.Map;
import java.util.TreeMap;

/** How many requests an endpoint saw, by their names in Porto's protocol. */
public final class RequestCounters {
  private final Map<String, Long> counts = new TreeMap<>();
  private long mutating;

  synchronized void count(String request, boolean isMutating) {
    counts.merge(request, 1L, Long::sum);
    mutating += isMutating ? 1 : 0;
  }

  /** How many requests of this name. */
  public synchronized long of(String request) {
    return counts.getOrDefault(request, 0L);
  }

  /** How many requests that may change something. */
  public synchronized long mutating() {
    return mutating;
  }

  public synchronized long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  public synchronized Map<String, Long> all() {
    return new TreeMap<>(counts);
  }

  public synchronized void clear() {
    counts.clear();
    mutating = 0;
  }
}
