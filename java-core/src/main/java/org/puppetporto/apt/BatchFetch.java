package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Downloads for many transactions at once; where that cannot be resolved, for each half of them. */
final class BatchFetch {
  private final PackageManager packages;
  private final Duration bound;
  private final Consumer<AptProgress> progress;
  private final Map<AptTransaction, AptException> failures = new LinkedHashMap<>();
  private long end;

  BatchFetch(PackageManager packages, Duration bound, Consumer<AptProgress> progress) {
    this.packages = packages;
    this.bound = bound;
    this.progress = progress;
  }

  Map<AptTransaction, AptException> fetch(Collection<AptTransaction> transactions) {
    end = System.nanoTime() + bound.toNanos();
    List<AptTransaction> needed =
        transactions.stream().filter(t -> !t.install().isEmpty()).distinct().toList();
    if (!needed.isEmpty()) {
      fetch(needed);
    }
    return failures;
  }

  private void fetch(List<AptTransaction> batch) {
    if (System.nanoTime() > end) {
      batch.forEach(t -> failures.put(t, new AptException(
          Reason.TIMEOUT,
          "the downloads of all daemons together took more than " + bound.toSeconds()
              + " s; the next run goes on")));
      return;
    }
    Optional<AptTransaction> together = together(batch);
    if (together.isPresent()) {
      try {
        packages.fetch(together.get(), progress);
        return;
      } catch (AptException e) {
        if (batch.size() == 1) {
          failures.put(batch.get(0), e);
          return;
        }
      }
    }
    int half = batch.size() / 2;
    fetch(batch.subList(0, half));
    fetch(batch.subList(half, batch.size()));
  }

  /** One transaction for all of them, unless they want different versions of a package. */
  private static Optional<AptTransaction> together(List<AptTransaction> batch) {
    SortedMap<String, String> install = new TreeMap<>();
    SortedSet<String> remove = new TreeSet<>();
    for (AptTransaction transaction : batch) {
      for (Map.Entry<String, String> pin : transaction.install().entrySet()) {
        String other = install.putIfAbsent(pin.getKey(), pin.getValue());
        if (other != null && !other.equals(pin.getValue())) {
          return Optional.empty();
        }
      }
      remove.addAll(transaction.remove());
    }
    if (remove.stream().anyMatch(install::containsKey)) {
      return Optional.empty();
    }
    return Optional.of(new AptTransaction(
        install,
        remove,
        batch.stream().anyMatch(AptTransaction::purge),
        batch.stream().anyMatch(AptTransaction::allowDowngrade),
        batch.stream().anyMatch(AptTransaction::changeHeld),
        false,
        false));
  }
}
