package org.puppetporto.status.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.status.DaemonStatus;
import org.puppetporto.status.HostStatus;

/**
 * One raw event.
 *
 * @param service what it is about, such as {@code porto-daemon-web-ready}
 * @param ok OK, otherwise CRIT
 * @param description why, for humans
 */
record JugglerEvent(String service, boolean ok, String description) {
  private static final String TAG = "porto-daemon";
  private static final int LONGEST = 1000;

  /** Two for every daemon; a removed one has none any more. */
  static List<JugglerEvent> of(HostStatus host) {
    List<JugglerEvent> events = new ArrayList<>();
    for (DaemonStatus daemon : host.daemons()) {
      if (!daemon.removed()) {
        String why = host.problem().orElse(daemon.note());
        events.add(event(daemon, "ready", daemon.ready(), why));
        events.add(event(daemon, "running", daemon.running(), why));
      }
    }
    return events;
  }

  private static JugglerEvent event(DaemonStatus daemon, String what, boolean ok, String why) {
    String text = (ok ? what : "not " + what + ": is " + daemon.state()) + (why.isEmpty() ? "" : "; " + why);
    return new JugglerEvent("porto-daemon-" + daemon.name() + "-" + what, ok,
        text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }

  Map<String, Object> plain(String host) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("host", host);
    out.put("service", service);
    out.put("status", ok ? "OK" : "CRIT");
    out.put("description", description);
    out.put("tags", List.of(TAG));
    return out;
  }
}
