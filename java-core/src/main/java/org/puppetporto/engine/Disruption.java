package org.puppetporto.engine;

import java.util.Locale;

/** What an action does to the running process. Ordered from least to most. */
public enum Disruption {
  NONE,
  /** Set on the running container. */
  LIVE,
  /** The process is stopped and started. */
  RESTART;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
