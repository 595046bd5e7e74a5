package org.puppetporto.porto;

/**
 * How far one has read what a container writes.
 *
 * @param created when Porto made the container, in its words; "" before the first reading
 * @param started when its process was started, in its words
 * @param process its pid, since those times are whole seconds; "" when it has ended
 * @param respawns how often portod had started it again by itself
 * @param offset of the next byte, counted from its first start on
 */
public record OutputPosition(String created, String started, String process, long respawns, long offset) {
  /** Before everything that is kept. */
  public static final OutputPosition START = new OutputPosition("", "", "", 0, 0);

  /**
   * Whether what is written now goes on from here. Portod appends when it respawns, and forgets all output when
   * a container is stopped or destroyed.
   */
  boolean continues(OutputPosition now) {
    return created.equals(now.created) && (now.respawns > respawns
        || started.equals(now.started) && (process.equals(now.process) || process.isEmpty() || now.process.isEmpty()));
  }

  OutputPosition at(long newOffset) {
    return new OutputPosition(created, started, process, respawns, newOffset);
  }
}
