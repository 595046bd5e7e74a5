package org.puppetporto.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a process ended, as its supervisor recorded it.
 *
 * @param generation of the start it belongs to
 * @param status as wait(2) has it
 * @param time milliseconds since the epoch
 */
public record Exit(long generation, int status, long time) {
  /** The record in a container's run directory, if there is one. */
  public static Optional<Exit> read(Path runDir) {
    try {
      String[] words = Files.readString(LaunchSpec.exitFile(runDir)).strip().split(" ");
      return Optional.of(new Exit(Long.parseLong(words[0]), Integer.parseInt(words[1]),
          Long.parseLong(words[2]) * 1000));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
