package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.puppetporto.spec.Check;
import org.puppetporto.spec.Health;
import org.puppetporto.spec.Probe;

/** A definition's {@code health} as the state store keeps it: whole, with the defaults it had. */
final class HealthDocument {
  private HealthDocument() {}

  static Map<String, Object> of(Health health) {
    Map<String, Object> document = new LinkedHashMap<>();
    health.liveness().ifPresent(probe -> document.put("liveness", of(probe)));
    health.readiness().ifPresent(probe -> document.put("readiness", of(probe)));
    document.put("restart_files", health.restartFiles());
    document.put("restart_backoff", DefinitionDocument.seconds(health.backoff().initial()));
    document.put("restart_backoff_max", DefinitionDocument.seconds(health.backoff().max()));
    document.put("restarts_per_hour", health.backoff().perHour());
    return document;
  }

  private static Map<String, Object> of(Probe probe) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (probe.check() instanceof Check.Exec exec) {
      document.put("exec", exec.argv());
    } else if (probe.check() instanceof Check.Tcp tcp) {
      document.put("tcp", (tcp.host().contains(":") ? "[" + tcp.host() + "]" : tcp.host()) + ":" + tcp.port());
    } else if (probe.check() instanceof Check.Http http) {
      document.put("http", Map.of("url", http.url().toString(), "status", http.from() + "-" + http.to()));
    }
    document.put("initial_delay", DefinitionDocument.seconds(probe.initialDelay()));
    document.put("interval", DefinitionDocument.seconds(probe.interval()));
    document.put("timeout", DefinitionDocument.seconds(probe.timeout()));
    document.put("success_threshold", probe.successThreshold());
    document.put("failure_threshold", probe.failureThreshold());
    return document;
  }

  /** What a stored definition says of health, as one text to compare and to show; "" when it says nothing. */
  static String text(Map<String, Object> document) {
    Object spec = document.get("spec");
    Object health = spec instanceof Map<?, ?> map ? map.get("health") : null;
    return health == null ? "" : json(health);
  }

  static String text(Health health) {
    return health.none() ? "" : json(of(health));
  }

  private static String json(Object value) {
    try {
      return JSON.std.asString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
