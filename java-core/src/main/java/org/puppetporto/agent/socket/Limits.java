package org.puppetporto.agent.socket;

import java.time.Duration;

/**
 * What one connection may cost.
 *
 * @param connections of this kind at a time; one more ends the one that has been idle longest, and is turned away
 *     when all are at work
 * @param message longest message, in bytes
 * @param unread most bytes of answers that wait to be read by the peer
 * @param silence how long it may say nothing before hello
 * @param idle how long it may say nothing after
 */
record Limits(int connections, int message, int unread, Duration silence, Duration idle) {
  /** How many messages that are none a caller may send until its connection is closed. */
  static final int MALFORMED = 20;

  /** Those who may change: a catalog of a thousand daemons is a few megabytes, and a run may take long. */
  static final Limits CHANGING =
      new Limits(128, 16 << 20, 8 << 20, Duration.ofSeconds(30), Duration.ofHours(2));
  /** All others. */
  static final Limits READING =
      new Limits(32, 256 << 10, 1 << 20, Duration.ofSeconds(10), Duration.ofMinutes(2));
}
