package org.puppetporto.engine;

import java.util.Locale;

/** What an action does to the running process. Ordered from least to most. */
public enum Disruption {
  NONE,
  /** Set on the running container. */
  LIVE,
  /** The process is stopped, and started again where it is to run. */
  RESTART;

  /** How a restart reads, to people, of which only the first half is wanted. */
  static final String STOP = "stop";

  private final String word = name().toLowerCase(Locale.ROOT);

  public String word() {
    return word;
  }
}
