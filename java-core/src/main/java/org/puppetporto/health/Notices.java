package org.puppetporto.health;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.puppetporto.status.HealthBoard;
import org.puppetporto.status.HealthReport;

/** Keeps what is known on the board, for the other doors: what is new, and now and then all of it again. */
final class Notices {
  private static final Duration FRESH = Duration.ofMinutes(10);
  private static final Duration RENEWED = Duration.ofMinutes(1);

  private final HealthBoard board;
  private final Runnable changed;
  private final Consumer<String> out;
  private final Clock clock;
  private Map<String, String> last = Map.of();
  private long written = Long.MIN_VALUE / 2;
  private boolean failing;

  /** @param changed told when what is known of a daemon has changed */
  Notices(HealthBoard board, Runnable changed, Consumer<String> out, Clock clock) {
    this.board = board;
    this.changed = changed;
    this.out = out;
    this.clock = clock;
  }

  /** What is known now. */
  void put(Collection<Patient> patients, long now) {
    Map<String, HealthReport> reports = new TreeMap<>();
    Map<String, String> gist = new TreeMap<>();
    for (Patient patient : patients) {
      if (patient.health.gate().isEmpty()) {
        continue;
      }
      HealthReport report = patient.report(now, clock.instant());
      reports.put(patient.name, report);
      gist.put(patient.name, gist(report));
    }
    boolean news = !gist.equals(last);
    if (!news && (reports.isEmpty() || now - written < RENEWED.toNanos())) {
      return;
    }
    last = gist;
    written = now;
    write(reports);
    if (news) {
      changed.run();
    }
  }

  /** Without what changes from one second to the next. */
  private static String gist(HealthReport report) {
    return report.process() + report.liveness().map(Notices::gist) + report.readiness().map(Notices::gist)
        + report.remedy().replaceAll(" for [0-9]+ s", "");
  }

  private static String gist(HealthReport.Finding finding) {
    return finding.verdict() + " " + finding.text().replaceAll(", [0-9]+ times in a row", "");
  }

  private void write(Map<String, HealthReport> reports) {
    try {
      board.write(reports, FRESH);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        out.accept("cannot note how daemons are, so that status does not tell it: " + e);
      }
      failing = true;
    }
  }

  void close() {
    try {
      board.remove();
    } catch (IOException e) {
      // It says nothing any more by itself, after a while.
    }
  }
}
