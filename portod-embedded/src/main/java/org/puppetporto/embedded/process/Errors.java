package org.puppetporto.embedded.process;

import jnr.constants.platform.Errno;

/** The C library's words for its error numbers. */
public final class Errors {
  private Errors() {}

  public static String text(int errno) {
    Errno known = Errno.valueOf(errno);
    return known == Errno.__UNKNOWN_CONSTANT__ ? "Unknown error " + errno : known.description();
  }
}
