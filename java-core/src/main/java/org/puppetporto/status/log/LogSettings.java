package org.puppetporto.status.log;

import java.nio.file.Path;

/**
 * Where actions are logged.
 *
 * @param file the newest part; older ones are {@code FILE.1}, {@code FILE.2} and so on
 * @param maxBytes size above which a part is closed
 * @param keep how many older parts are kept
 */
public record LogSettings(Path file, long maxBytes, int keep) {
  public static final long MAX_BYTES = 10 << 20;
  public static final int KEEP = 5;
}
