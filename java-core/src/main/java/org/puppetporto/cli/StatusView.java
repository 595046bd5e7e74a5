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

/** How daemons are, as text; from status documents by name, made here or by the agent. */
final class StatusView {
  private static final String[] HEADINGS =
      {"NAME", "STATE", "READY", "VERSION", "REVISION", "STATUS", "NOTE"};

  private final Console console;

  StatusView(Console console) {
    this.console = console;
  }

  /** The documents as they stand under {@code portoDaemons}. */
  static Map<String, Object> documents(Host host, HostStatus status) {
    Cursor reported = new Cursors(host.paths().stateDir()).read(Cursors.REPORT);
    Map<String, Object> out = new LinkedHashMap<>();
    for (DaemonStatus daemon : status.daemons()) {
      Optional<Observed> observed = status.problem().isPresent()
          ? Optional.empty() : Optional.of(host.engine().observed(daemon.name()));
      out.put(daemon.name(), Wire.status(observed, daemon, reported));
    }
    return out;
  }

  /** What they come to, without what changes all the time: ages and figures. */
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

  /** One line a daemon. */
  String table(Map<String, Object> documents) {
    Table table = new Table(HEADINGS);
    documents.forEach((name, value) -> {
      Map<?, ?> daemon = (Map<?, ?>) value;
      table.row(colour(daemon), name, String.valueOf(daemon.get("state")),
          yes(daemon, "ready") ? "yes" : "no", String.valueOf(daemon.get("version")), Running.brief(String.valueOf(daemon.get("revision"))),
          String.valueOf(daemon.get("status")), String.valueOf(daemon.get("note")));
    });
    return table.text(console);
  }

  /** Each daemon at length. */
  String details(Map<String, Object> documents) {
    StringBuilder out = new StringBuilder();
    documents.forEach((name, value) ->
        out.append(StatusDetail.text(name, (Map<?, ?>) value, colour((Map<?, ?>) value), console)));
    return out.toString();
  }

  private static Colour colour(Map<?, ?> daemon) {
    if ("REMOVED".equals(daemon.get("status"))) {
      return Colour.FAINT;
    }
    if (yes(daemon, "expected") && !yes(daemon, "ready")) {
      return Colour.BAD;
    }
    return "".equals(daemon.get("note")) ? Colour.PLAIN : Colour.WARNING;
  }

  private static boolean yes(Map<?, ?> daemon, String key) {
    return Boolean.TRUE.equals(daemon.get(key));
  }
}
