package org.puppetporto.apt;

import static org.puppetporto.apt.AptException.Reason;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tries a transaction until every version in it is known: as it stands, with kept .debs for versions that no
 * source has (any more), and after {@code apt-get update}.
 */
final class Resolution {
  /** One apt-get call, with files to install instead of asking a source, by package name. */
  interface Attempt {
    Tool.Outcome with(Map<String, Path> kept) throws AptException;
  }

  private final AptTransaction transaction;
  private final String what;
  private final AptHost host;
  private final boolean readOnly;
  private final Optional<Path> log;
  private final Map<String, Path> kept = new TreeMap<>();

  private Resolution(
      AptTransaction transaction,
      String what,
      AptHost host,
      boolean readOnly,
      Optional<Path> log) {
    this.transaction = transaction;
    this.what = what;
    this.host = host;
    this.readOnly = readOnly;
    this.log = log;
  }

  static Resolution of(
      AptTransaction transaction, String what, AptHost host, boolean readOnly) {
    return new Resolution(transaction, what, host, readOnly, Optional.empty());
  }

  /** The same, whose errors point to a log. */
  Resolution loggedIn(Path file) {
    return new Resolution(transaction, what, host, readOnly, Optional.of(file));
  }

  /** The same, with kept .debs from the start where there are any. */
  Resolution preferringKept(Collection<String> names) {
    addKept(names);
    return this;
  }

  Tool.Outcome until(Attempt attempt) throws AptException {
    boolean updated = false;
    while (true) {
      Tool.Outcome outcome = attempt.with(kept);
      if (outcome.ok()) {
        return outcome;
      }
      AptFailure failure = AptFailure.of(outcome.lines());
      if (addKept(failure.unknown())) {
        continue;
      }
      boolean outdated = !failure.unknown().isEmpty() || failure.staleLists();
      if (!outdated || readOnly || updated || !host.sources().update(pins(failure))) {
        throw explained(failure);
      }
      updated = true;
    }
  }

  private Set<String> pins(AptFailure failure) {
    Set<String> names =
        failure.unknown().isEmpty() ? transaction.install().keySet() : failure.unknown();
    return names.stream()
        .map(name -> name + "=" + transaction.install().getOrDefault(name, ""))
        .collect(Collectors.toSet());
  }

  private boolean addKept(Collection<String> names) {
    boolean added = false;
    for (String name : names) {
      String version = transaction.install().get(name);
      Optional<Path> file =
          version == null || kept.containsKey(name) ? Optional.empty() : host.store().find(name, version);
      if (file.isPresent()) {
        kept.put(name, file.get());
        added = true;
      }
    }
    return added;
  }

  private AptException explained(AptFailure failure) throws AptException {
    Reason reason = failure.reason();
    if (reason == Reason.VERSION_UNKNOWN || reason == Reason.PACKAGE_UNKNOWN) {
      Map<String, Set<String>> offered = new TreeMap<>();
      for (String name : failure.unknown()) {
        offered.put(name, host.sources().versions(name));
      }
      boolean known = offered.values().stream().noneMatch(Set::isEmpty);
      return new AptException(
          known ? Reason.VERSION_UNKNOWN : Reason.PACKAGE_UNKNOWN,
          Messages.unknown(what, transaction, offered, readOnly, host.sources().lastFailure()));
    }
    return new AptException(reason, Messages.failed(what, failure, log));
  }
}
