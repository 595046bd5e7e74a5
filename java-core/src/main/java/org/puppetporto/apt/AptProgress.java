package org.puppetporto.apt;

/**
 * One line of apt's status stream (APT::Status-Fd).
 *
 * @param kind download, install or message
 * @param packageName the package meant, "" when none
 * @param percent 0 to 100 of the whole call
 * @param text apt's description
 */
public record AptProgress(String kind, String packageName, double percent, String text) {}
