package org.puppetporto.status;

import java.io.IOException;
import java.nio.file.Path;

/** A file of this package is of a format that this version does not know, and is left as it is. */
public final class NewerFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private NewerFormatException(String message) {
    super(message);
  }

  /**
   * Refuses a format above the known one.
   *
   * @param format what stands in the file; no number is no newer format
   * @param known the newest format that is read
   * @param without what becomes of it when the file is removed, for the message
   */
  public static void check(Path file, Object format, int known, String without) throws NewerFormatException {
    if (format instanceof Number number && number.intValue() > known) {
      throw new NewerFormatException(file + " has format " + number + ", and this version reads up to " + known
          + ": a newer porto-daemon wrote it; upgrade the module again, or remove the file: " + without);
    }
  }
}
