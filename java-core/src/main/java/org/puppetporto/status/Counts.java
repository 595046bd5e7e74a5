package org.puppetporto.status;

/**
 * What happened to a daemon since a check.
 *
 * @param respawns how often portod has started its container again; what it counted between that check and
 *     a recreation of the container is lost with the container
 * @param restarts how often we have started it again
 */
public record Counts(long respawns, long restarts) {
  static final Counts NONE = new Counts(0, 0);
}
