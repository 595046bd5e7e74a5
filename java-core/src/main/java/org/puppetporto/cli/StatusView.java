package org.puppetporto.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.Observed;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.Cursors;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.StatusDocument;

/** How daemons are, as text in one of the formats. */
final class StatusView {
  private static final String[] HEADINGS = {"NAME", "STATE", "READY", "VERSION", "REVISION", "STATUS", "NOTE"};

  private final Host host;
  private final Console console;
  private final OutputFormat format;

  StatusView(Host host, Console console, OutputFormat format) {
    this.host = host;
    this.console = console;
    this.format = format;
  }

  /** @param status what {@code daemons} are taken from, the last thing that was looked at */
  String text(HostStatus status, List<DaemonStatus> daemons) {
    return format == OutputFormat.TABLE ? table(daemons) : format.text(structured(status, daemons));
  }

  /** As {@link #text(HostStatus, List)}, of documents by name that somebody else made, each with a note. */
  static String text(Map<String, Object> documents, OutputFormat format, Console console) {
    Table table = new Table(HEADINGS);
    documents.forEach((name, value) -> {
      Map<?, ?> daemon = (Map<?, ?>) value;
      Object note = daemon.remove("note");
      table.row(Table.Colour.PLAIN, name, String.valueOf(daemon.get("state")),
          Boolean.TRUE.equals(daemon.get("ready")) ? "yes" : "no", String.valueOf(daemon.get("version")),
          Running.brief(String.valueOf(daemon.get("revision"))), String.valueOf(daemon.get("status")),
          String.valueOf(note));
    });
    return format == OutputFormat.TABLE ? table.text(console) : format.text(documents);
  }

  /** What it comes to, without what changes all the time: ages and figures. */
  static String essence(HostStatus status, List<DaemonStatus> daemons) {
    StringBuilder out = new StringBuilder(status.problem().orElse(""));
    for (DaemonStatus daemon : daemons) {
      Map<String, Object> document = StatusDocument.of(daemon, Cursor.START);
      document.remove("uptime");
      document.remove("resources");
      out.append('\n').append(daemon.name()).append(document);
    }
    return out.toString();
  }

  private Map<String, Object> structured(HostStatus status, List<DaemonStatus> daemons) {
    Cursor reported = new Cursors(host.paths().stateDir()).read(Cursors.REPORT);
    Map<String, Object> out = new LinkedHashMap<>();
    for (DaemonStatus daemon : daemons) {
      Optional<Observed> observed = status.problem().isPresent()
          ? Optional.empty() : Optional.of(host.engine().observed(daemon.name()));
      out.put(daemon.name(), Wire.status(observed, daemon, reported));
    }
    return out;
  }

  private String table(List<DaemonStatus> daemons) {
    Table table = new Table(HEADINGS);
    for (DaemonStatus daemon : daemons) {
      table.row(colour(daemon), daemon.name(), daemon.state(), daemon.ready() ? "yes" : "no",
          daemon.version(), Running.brief(daemon.revision()), daemon.status(), daemon.complaint());
    }
    return table.text(console);
  }

  private static Table.Colour colour(DaemonStatus daemon) {
    if (daemon.removed()) {
      return Table.Colour.FAINT;
    }
    if (daemon.expected() && !daemon.ready()) {
      return Table.Colour.BAD;
    }
    return daemon.complaint().isEmpty() ? Table.Colour.PLAIN : Table.Colour.WARNING;
  }
}
