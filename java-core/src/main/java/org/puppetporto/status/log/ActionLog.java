package org.puppetporto.status.log;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.engine.ActionListener;
import org.puppetporto.engine.TakenAction;

/**
 * One line for every action taken, and for every report to a sink that failed:
 *
 * <pre>{@code
 * 2026-01-01T10:00:00Z porto-daemon[71]: daemon=web revision=0a1b... action="start container web" duration=0.120s
 * outcome=ok
 * }</pre>
 *
 * (on one line). A log that cannot be written never fails a run; that is told once.
 */
public final class ActionLog implements ActionListener {
  private static final double NANOS = 1e9;

  private final LogSettings settings;
  private final RotatingFile file;
  private final Clock clock;
  private final Consumer<String> complaints;
  private boolean complained;

  /** @param complaints told, once, why the log cannot be written */
  public ActionLog(LogSettings settings, Clock clock, Consumer<String> complaints) {
    this.settings = settings;
    this.file = new RotatingFile(settings);
    this.clock = clock;
    this.complaints = complaints;
  }

  @Override
  public void taken(TakenAction action) {
    Logfmt line = new Logfmt().with("daemon", action.daemon());
    if (!action.revision().isEmpty()) {
      line.with("revision", action.revision());
    }
    line.with("action", action.action())
        .with("duration", String.format(Locale.ROOT, "%.3fs", action.duration().toNanos() / NANOS));
    write(line, action.failure());
  }

  /** Status could not be told to a sink. */
  public void unreported(String sink, String why) {
    write(new Logfmt().with("sink", sink), Optional.of(why));
  }

  private void write(Logfmt line, Optional<String> failure) {
    line.with("outcome", failure.isPresent() ? "failed" : "ok");
    failure.ifPresent(why -> line.with("error", why));
    try {
      file.append(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " porto-daemon["
          + ProcessHandle.current().pid() + "]: " + line);
    } catch (IOException e) {
      if (!complained) {
        complained = true;
        complaints.accept("cannot write the log " + settings.file() + ": " + e
            + "; make its directory writable, or name another file in the configuration's log.file");
      }
    }
  }
}
