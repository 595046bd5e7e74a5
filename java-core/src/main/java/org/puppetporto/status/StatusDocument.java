package org.puppetporto.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.engine.Hold;

/** Status as plain values, for JSON and YAML. */
public final class StatusDocument {
  private StatusDocument() {}

  /** What the fact tells of a daemon; {@code pending} only where a change waits. */
  static Map<String, Object> brief(DaemonStatus daemon) {
    return brief(daemon.status(), daemon.version(), daemon.revision(), daemon.state(), daemon.ready(),
        daemon.pending());
  }

  static Map<String, Object> brief(String status, String version, String revision, String state, boolean ready,
      Optional<String> pending) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("status", status);
    out.put("version", version);
    out.put("revision", revision);
    out.put("state", state);
    out.put("ready", ready);
    if (pending.isPresent()) {
      out.put("pending", pending.get());
    }
    return out;
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
