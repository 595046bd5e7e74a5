package org.puppetporto.status;

import java.util.LinkedHashMap;
import java.util.Map;
import org.puppetporto.engine.Hold;

/** Status as plain values, for JSON and YAML. */
public final class StatusDocument {
  private StatusDocument() {}

  /** Daemons by name with what the fact tells of each; {@code pending} only where a change waits. */
  public static Map<String, Object> brief(HostStatus host) {
    Map<String, Object> daemons = new LinkedHashMap<>();
    for (DaemonStatus daemon : host.daemons()) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("status", daemon.status());
      out.put("version", daemon.version());
      out.put("revision", daemon.revision());
      out.put("state", daemon.state());
      out.put("ready", daemon.ready());
      daemon.pending().ifPresent(why -> out.put("pending", why));
      daemons.put(daemon.name(), out);
    }
    return daemons;
  }

  /**
   * One daemon as it stands under {@code portoDaemons}, with its counts since a reader was told last; see
   * docs/monitoring/README.md.
   */
  public static Map<String, Object> of(DaemonStatus daemon, Cursor cursor) {
    Counts counts = cursor.since(daemon);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("status", daemon.status());
    out.put("version", daemon.version());
    out.put("revision", daemon.revision());
    out.put("state", daemon.state());
    out.put("ready", daemon.ready());
    out.put("running", daemon.running());
    out.put("expected", daemon.expected());
    out.put("note", daemon.note());
    out.put("uptime", daemon.uptime());
    out.put("since", cursor.at().map(Object::toString).orElse(null));
    out.put("respawn_count", counts.respawns());
    out.put("restart_count", counts.restarts());
    out.put("respawns", daemon.counters().respawns());
    out.put("restarts", daemon.counters().restarts());
    out.put("pending", daemon.pending().orElse(null));
    out.put("hold", daemon.hold().map(StatusDocument::hold).orElse(null));
    Map<String, Object> conditions = new LinkedHashMap<>();
    daemon.conditions().forEach((kind, condition) -> {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("status", condition.state().name());
      entry.put("reason", condition.reason());
      conditions.put(kind.word(), entry);
    });
    out.put("conditions", conditions);
    daemon.health().ifPresent(health -> out.put("health", HealthBoard.toDocument(health)));
    Map<String, Object> figures = new LinkedHashMap<>();
    daemon.figures().forEach((name, figure) -> figures.put(name, figure.plain()));
    out.put("resources", figures);
    return out;
  }

  private static Map<String, Object> hold(Hold hold) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("kind", hold.kind().name());
    out.put("who", hold.who());
    out.put("why", hold.why());
    out.put("since", hold.since().toString());
    return out;
  }
}
