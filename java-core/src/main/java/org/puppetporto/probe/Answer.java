package org.puppetporto.probe;

/**
 * What one check came to.
 *
 * @param well whether it was as it should be
 * @param text what came back, for humans
 */
public record Answer(boolean well, String text) {}
