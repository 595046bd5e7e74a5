package org.puppetporto.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;

/** The clock, held against what was written before now: revisions and holds are ordered and told by time. */
record ClockCheck(HostPaths paths, Optional<HostState> state, Clock clock) implements Check {
  private static final String NAME = "clock";
  private static final String REMEDY = "set the clock, and keep it by NTP (timedatectl set-ntp true)";
  private static final Duration TOLERANCE = Duration.ofMinutes(1);
  private static final int SHOWN = 8;

  @Override
  public void look(Findings findings) {
    Instant now = clock.instant();
    List<String> ahead = new ArrayList<>();
    state.ifPresent(all -> all.daemons().values().forEach(daemon -> stored(daemon, now, ahead)));
    for (Path file : List.of(paths.dpkgStatus(), paths.stateDir(), paths.stateDir().resolve("daemons"),
        paths.stateDir().resolve("packages.json"))) {
      written(file, now, ahead);
    }
    if (ahead.isEmpty()) {
      findings.ok(NAME, state.isPresent() ? "nothing in the state store or dpkg's database is of the future"
          : "dpkg's database is not of the future");
    } else {
      findings.fail(NAME, "it is " + now + " here, and " + String.join("; ", ahead), REMEDY);
    }
  }

  private static void stored(DaemonRecord daemon, Instant now, List<String> ahead) {
    daemon.revisions().stream().filter(revision -> isAhead(revision.at(), now)).findFirst().ifPresent(revision ->
        ahead.add("revision " + revision.id().substring(0, Math.min(SHOWN, revision.id().length())) + " of "
            + daemon.name() + " is noted at " + revision.at()));
    daemon.hold().filter(hold -> isAhead(hold.since(), now)).ifPresent(hold ->
        ahead.add("the hold of " + daemon.name() + " is noted at " + hold.since()));
  }

  private static void written(Path file, Instant now, List<String> ahead) {
    try {
      Instant time = Files.getLastModifiedTime(file).toInstant();
      if (isAhead(time, now)) {
        ahead.add(file + " was written at " + time);
      }
    } catch (IOException e) {
      // Not there, or not for this user to see; other checks say so.
    }
  }

  private static boolean isAhead(Instant time, Instant now) {
    return time.isAfter(now.plus(TOLERANCE));
  }
}
