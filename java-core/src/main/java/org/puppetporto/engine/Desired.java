package org.puppetporto.engine;

import org.puppetporto.spec.Definition;

/**
 * A definition with its identity on this host.
 *
 * @param definition what is declared
 * @param revision 40 hex digits, the SHA-1 of the rendered spec; "" when the daemon is to be removed
 */
public record Desired(Definition definition, String revision) {
  public String name() {
    return definition.name();
  }

  /** The first digits of the revision, enough for a human to tell revisions apart. */
  static String brief(String revision) {
    return revision.length() > 8 ? revision.substring(0, 8) : revision;
  }
}
