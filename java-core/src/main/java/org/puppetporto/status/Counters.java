package org.puppetporto.status;

/**
 * What only ever grows, each from its own begin.
 *
 * @param respawns how often portod has started the container again; Porto forgets it when the container
 *     is made anew
 * @param incarnation tells containers of the same name apart: when Porto made it; "" without one
 * @param restarts how often we have started the daemon again since it first was CURRENT
 */
public record Counters(long respawns, String incarnation, long restarts) {}
