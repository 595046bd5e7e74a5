package org.puppetporto.embedded.request;

import java.util.Map;
import org.puppetporto.embedded.server.Handler;

/** The daemon itself. */
final class SystemRequests {
  /** The version whose protocol this endpoint speaks, marked as not being Porto's own daemon. */
  static final String VERSION = "5.3.59";
  static final String REVISION = "embedded";

  private SystemRequests() {}

  static void addTo(Map<String, Handler> handlers) {
    handlers.put("version", (session, request, response) -> {
      response.getVersionBuilder().setTag(VERSION).setRevision(REVISION);
      return true;
    });
  }
}
