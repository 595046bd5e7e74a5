package org.puppetporto.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks file systems for what is left of them. The JDK does not know of inodes, so stat(1) is asked. */
class FileSystems {
  private static final int DEADLINE_SECONDS = 5;

  /**
   * What is left.
   *
   * @param id tells file systems apart
   * @param bytes free, for everybody
   * @param inodes free
   * @param allInodes how many there are; 0 where they are made as they are needed
   */
  record Left(String id, long bytes, long inodes, long allInodes) {}

  /** Of the file system of a place, or of what it will be made in; empty when it does not tell in time. */
  Optional<Left> of(Path place) {
    Path there = place.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      Process stat = new ProcessBuilder(List.of("stat", "-f", "--format=%i %a %S %d %c", there.toString()))
          .redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!stat.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        stat.destroyForcibly();
        return Optional.empty();
      }
      return read(new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<Left> read(String line) {
    List<String> words = List.of(line.split(" "));
    if (words.size() != 5) {
      return Optional.empty();
    }
    return Optional.of(new Left(words.get(0), Long.parseLong(words.get(1)) * Long.parseLong(words.get(2)),
        Long.parseLong(words.get(3)), Long.parseLong(words.get(4))));
  }
}
