package org.puppetporto.probe;

/**
 * What is to be done about a daemon.
 *
 * @param restart whether it is restarted now
 * @param text why it is, or why it is not although it is ill; "" for a daemon that is not
 */
public record Decision(boolean restart, String text) {
  static final Decision NOTHING = new Decision(false, "");

  static Decision not(String text) {
    return new Decision(false, text);
  }
}
