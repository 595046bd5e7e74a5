package org.puppetporto.cli.doctor;

/**
 * What a check found.
 *
 * @param check what was looked at
 * @param text what was seen
 * @param remedy what mends it; "" where nothing needs to be
 */
public record Finding(String check, Verdict verdict, String text, String remedy) {
  /** How good it is. */
  public enum Verdict {
    OK,
    /** Daemons run, but somebody should know. */
    WARN,
    /** Something will not work until it is mended. */
    FAIL
  }
}
