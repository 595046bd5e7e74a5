package org.puppetporto.status.sink;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.status.Counts;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;

/**
 * YASM's signals, in its push dump: {@code [{"ttl":N,"tags":{...},"values":[{"name":...,"val":...}]}]}. A removed
 * daemon has no signals any more.
 */
final class YasmSink implements Sink {
  private final Settings.Yasm settings;

  YasmSink(Settings.Yasm settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "yasm";
  }

  @Override
  public void deliver(HostStatus host, Cursor told) throws SinkException {
    List<Object> values = values(host, told);
    if (values.isEmpty()) {
      return;
    }
    Map<String, Object> dump = new LinkedHashMap<>();
    dump.put("ttl", settings.ttl());
    dump.put("tags", settings.tags());
    dump.put("values", values);
    Poster poster = new Poster(settings.url(), new Budget(settings.deadline()));
    try {
      poster.post(JSON.std.asString(List.of(dump)), reply -> {
        if (refused(reply.body())) {
          throw poster.failed("refused: " + Poster.shown(reply.body()) + "; check suffix and tags");
        }
        return null;
      });
    } catch (IOException e) {
      throw new SinkException("signals cannot be written as JSON: " + e, e);
    }
  }

  /** A receiver that says so in its answer is believed; one that says something else is content. */
  private static boolean refused(String body) {
    try {
      return "error".equals(JSON.std.mapFrom(body).get("status"));
    } catch (IOException e) {
      return false;
    }
  }

  private List<Object> values(HostStatus host, Cursor told) {
    List<Object> values = new ArrayList<>();
    for (DaemonStatus daemon : host.daemons()) {
      if (!daemon.removed()) {
        Counts counts = told.since(daemon);
        values.add(value(daemon, "ready", daemon.ready() ? 1 : 0));
        values.add(value(daemon, "running", daemon.running() ? 1 : 0));
        values.add(value(daemon, "respawn_count", counts.respawns()));
        values.add(value(daemon, "restart_count", counts.restarts()));
      }
    }
    return values;
  }

  private Map<String, Object> value(DaemonStatus daemon, String signal, long number) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("name", "porto-daemon-" + daemon.name() + "-" + signal + settings.suffix());
    value.put("val", number);
    return value;
  }
}
