package org.puppetporto.embedded.model;

/**
 * One life of a container, from start to death.
 *
 * @param generation counts starts; an exit of an earlier life is told apart by it
 * @param pid of the container's own process, in the host's view; 0 when there is none
 * @param pidTicks when that process started, in clock ticks since boot: with the pid, its name for good
 * @param supervisor pid of the process that waits for it; 0 when there is none
 * @param supervisorTicks when the supervisor started
 * @param startTime milliseconds since the epoch; 0 when it was not started
 * @param deathTime milliseconds since the epoch; 0 while it lives
 * @param exitStatus as wait(2) has it
 * @param oomKilled whether the kernel ended it for want of memory
 */
public record Run(long generation, int pid, long pidTicks, int supervisor, long supervisorTicks,
    long startTime,
                  long deathTime, int exitStatus, boolean oomKilled) {
  public static final Run NONE = new Run(0, 0, 0, 0, 0, 0, 0, 0, false);
  private static final int OOM_EXIT_CODE = -99;

  /** A life that begins now, without a process yet. */
  public Run begin(long now) {
    return new Run(generation + 1, 0, 0, 0, 0, now, 0, 0, false);
  }

  public Run with(int newPid, long newTicks, int newSupervisor, long newSupervisorTicks) {
    return new Run(generation, newPid, newTicks, newSupervisor, newSupervisorTicks, startTime, 0, 0, false);
  }

  public Run ended(long when, int status, boolean oom) {
    return new Run(generation, 0, 0, 0, 0, startTime, when, status, oom);
  }

  /** No life: what a stopped container has. */
  public Run forgotten() {
    return new Run(generation, 0, 0, 0, 0, 0, 0, 0, false);
  }

  /** Exit code, negated signal, or -99 for want of memory. */
  public int exitCode() {
    if (oomKilled) {
      return OOM_EXIT_CODE;
    }
    int signal = exitStatus & 0x7f;
    return signal != 0 ? -signal : exitStatus >> 8 & 0xff;
  }

  public boolean coreDumped() {
    return (exitStatus & 0x7f) != 0 && (exitStatus & 0x80) != 0;
  }
}
