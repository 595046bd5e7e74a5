package org.puppetporto.engine;

/** Stands for kill -9: passes every handler of exceptions. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed(String where) {
    super(where, null, false, false);
  }
}
