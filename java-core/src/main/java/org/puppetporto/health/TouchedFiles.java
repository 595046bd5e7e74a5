package org.puppetporto.health;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files that restart a daemon when they are written or touched. Each change counts once, and one that a process
 * is younger than does not count for it. Guarded by the watchman's lock.
 */
final class TouchedFiles {
  private static final long GONE = Long.MIN_VALUE;

  private final List<String> files;
  private final Function<String, Optional<Long>> modified;
  private final Map<String, Long> known = new HashMap<>();
  private final Map<String, Long> last = new HashMap<>();
  private String process = "";

  TouchedFiles(List<String> files) {
    this(files, TouchedFiles::modified);
  }

  /** @param modified when a file was, in milliseconds since 1970; empty when there is none */
  TouchedFiles(List<String> files, Function<String, Optional<Long>> modified) {
    this.files = files;
    this.modified = modified;
  }

  private static Optional<Long> modified(String file) {
    try {
      return Optional.of(Files.getLastModifiedTime(Path.of(file)).toMillis());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * What a look at them shows.
   *
   * @param touched a file that was touched; "" when none was
   * @param settled whether it was so at the look before, too: a file is often written in several steps
   */
  record Look(String touched, boolean settled) {}

  /**
   * Looks at all of them.
   *
   * @param id the process that runs now
   * @param started when it was, in milliseconds since 1970
   * @param present the same for this moment
   */
  Look look(String id, long started, long present) {
    boolean fresh = !id.equals(process);
    process = id;
    String touched = "";
    boolean settled = true;
    for (String file : files) {
      long now = modified.apply(file).orElse(GONE);
      // A time to come tells nothing: of a file that was copied so, or since the host's clock was set back.
      boolean unknowable = now > present && !known.containsKey(file);
      if (fresh && (now <= started || unknowable) || now == GONE) {
        known.put(file, now);
      } else if (now != known.computeIfAbsent(file, unseen -> GONE)) {
        touched = file;
        settled &= Long.valueOf(now).equals(last.get(file));
      }
      last.put(file, now);
    }
    return new Look(touched, settled);
  }

  /** What was touched has been acted on. */
  void done() {
    known.putAll(last);
  }
}
