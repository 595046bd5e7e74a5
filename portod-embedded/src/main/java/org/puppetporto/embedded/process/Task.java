package org.puppetporto.embedded.process;

/** A process that was started and the supervisor that waits for it, each with its start in clock ticks. */
public record Task(int pid, long pidTicks, int supervisor, long supervisorTicks) {}
