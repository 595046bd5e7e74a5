package org.puppetporto.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.puppetporto.apt.AptException;
import org.puppetporto.apt.Checkup;

/** apt: the program, its sources, and how old is what it knows of them. */
record AptCheck(Checkup apt, Clock clock) implements Check {
  private static final String NAME = "apt";
  private static final Duration OLD = Duration.ofDays(30);

  @Override
  public void look(Findings findings) {
    for (String program : List.of("apt-get", "apt-cache", "apt-config", "dpkg")) {
      if (apt.program(program).isEmpty()) {
        findings.fail(NAME, "there is no " + program + " in /usr/sbin, /usr/bin, /sbin or /bin", "install apt");
        return;
      }
    }
    try {
      sources(findings);
    } catch (AptException e) {
      findings.fail(NAME, e.getMessage(), "apt-get check says more");
    }
  }

  private void sources(Findings findings) throws AptException {
    List<Path> files = apt.sources();
    List<Path> closed = files.stream().filter(file -> !Files.isReadable(file)).toList();
    Checkup.Indexes indexes = apt.indexes();
    if (!closed.isEmpty()) {
      findings.fail(NAME, closed.stream().map(Path::toString).collect(Collectors.joining(", "))
          + " cannot be read by this user", "chmod a+r, or use sudo");
    } else if (files.isEmpty()) {
      findings.fail(NAME, "it has no sources, so nothing can be installed", "write one into /etc/apt/sources.list.d");
    } else if (!indexes.complaints().isEmpty()) {
      findings.fail(NAME, String.join(" | ", indexes.complaints()), "correct that file; apt-get update shows the same");
    } else if (indexes.files().isEmpty()) {
      findings.warn(NAME, "no lists of packages were fetched from its sources", "run apt-get update; an apply that"
          + " needs a package does so itself");
    } else {
      age(findings, indexes.files().size());
    }
  }

  private void age(Findings findings, int lists) throws AptException {
    Optional<Instant> asked = apt.asked();
    if (asked.isEmpty()) {
      findings.ok(NAME, lists + " lists of packages are there");
      return;
    }
    Duration age = Duration.between(asked.get(), clock.instant());
    String text = lists + " lists of packages, fetched " + (age.toDays() > 0 ? age.toDays() + " days"
        : age.toHours() > 0 ? age.toHours() + " hours" : Math.max(age.toMinutes(), 0) + " minutes") + " ago";
    if (age.compareTo(OLD) > 0) {
      findings.warn(NAME, text + "; what they name may be gone from the sources", "run apt-get update");
    } else {
      findings.ok(NAME, text);
    }
  }
}
