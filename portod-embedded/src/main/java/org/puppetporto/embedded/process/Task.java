package org.puppetporto.embedded.process;

import java.nio.file.Path;
import java.util.Optional;

/** A process that was started and the supervisor that waits for it, each with its start in clock ticks. */
public record Task(int pid, long pidTicks, int supervisor, long supervisorTicks) {
  private static final int FIELDS = 4;

  /**
   * What a supervisor put on record before it let the process go; the process may already act while whoever
   * started it still waits for the answer.
   *
   * @return empty when there is none, or it has ended
   */
  public static Optional<Task> recorded(Path runDir) {
    String[] fields = ProcFs.read(LaunchSpec.taskFile(runDir)).strip().split(" ");
    if (fields.length != FIELDS) {
      return Optional.empty();
    }
    return Optional.of(new Task(Integer.parseInt(fields[0]), Long.parseLong(fields[1]),
        Integer.parseInt(fields[2]), Long.parseLong(fields[3])));
  }
}
