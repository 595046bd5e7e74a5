package org.puppetporto.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.puppetporto.engine.DaemonRecord;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.engine.HostState;
import org.puppetporto.status.sink.Settings;
import org.puppetporto.status.sink.SettingsException;
import org.puppetporto.status.sink.SettingsReader;

/** Where status, output and the log of actions go. None of it fails a run, so nobody else would say. */
record SinksCheck(HostPaths paths, Optional<HostState> state) implements Check {
  private static final String NAME = "sinks";

  @Override
  public void look(Findings findings) {
    try {
      Settings settings = new SettingsReader(paths.config(), paths.actionLog()).read();
      findings.ok(NAME, settings.reports() ? "on: " + String.join(", ", settings.on()) : "none is on");
      log(findings, settings.log().file());
    } catch (SettingsException e) {
      findings.fail(NAME, e.getMessage(), "no sink is on until then");
    }
    List<String> speakers = state.stream().flatMap(all -> all.daemons().values().stream())
        .filter(DaemonRecord::syslog).map(DaemonRecord::name).toList();
    if (!speakers.isEmpty() && !Files.exists(paths.syslog())) {
      findings.fail("syslog", String.join(", ", speakers) + " writes to syslog, and there is no " + paths.syslog(),
          "start systemd-journald or a syslog daemon");
    }
  }

  private static void log(Findings findings, Path log) {
    Path directory = log.toAbsolutePath().getParent();
    if (Files.isDirectory(directory) && !Files.isWritable(Files.exists(log) ? log : directory)
        || Files.isDirectory(log)) {
      findings.warn("log", log + " cannot be written by this user, so actions are not logged", "use sudo, or correct "
          + "its rights");
    }
  }
}
