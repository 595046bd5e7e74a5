package org.puppetporto.porto;

import java.util.List;
import java.util.Map;

/**
 * How far one has read what a container writes.
 *
 * @param created when Porto made the container, in its words; "" before the first reading
 * @param started when its process was started, in its words
 * @param process its pid, since those times are whole seconds; "" when it has ended
 * @param respawns how often portod had started it again by itself
 * @param between whether it waited to be started again: portod counts a respawn before it notes the new start, so
 *     the two need not belong together
 * @param offset of the next byte, counted from its first start on
 */
public record OutputPosition(
    String created, String started, String process, long respawns, boolean between, long offset) {
  /** Before everything that is kept. */
  public static final OutputPosition START = new OutputPosition("", "", "", 0, false, 0);

  private static final String CREATED = "creation_time";
  private static final String STATE = "state";
  private static final String STARTED = "start_time";
  private static final String PROCESS = "root_pid";
  private static final String RESPAWNS = "respawn_count";

  /** The properties that tell the position of a stream's oldest byte; its offset comes first. */
  static List<String> asked(String stream) {
    return List.of(stream + "_offset", CREATED, STATE, STARTED, PROCESS, RESPAWNS);
  }

  /** The position of the oldest byte that is kept, from the answer for what is {@link #asked}. */
  static OutputPosition of(String stream, Map<String, PropertyResult> answer) {
    return new OutputPosition(text(answer, CREATED), text(answer, STARTED), text(answer, PROCESS),
        number(text(answer, RESPAWNS)), text(answer, STATE).equals(ContainerState.RESPAWNING.word()),
        number(text(answer, stream + "_offset")));
  }

  /**
   * Whether what is written now goes on from here. Portod appends when it respawns, and forgets all output when
   * a container is stopped or destroyed. The steps of a respawn are those of {@code TContainer::Respawn} in Porto's
   * container.cpp: the count, the time of the start, the pid, and last the state.
   */
  boolean continues(OutputPosition now) {
    boolean sameRun = started.equals(now.started)
        && (process.equals(now.process) || process.isEmpty() || now.process.isEmpty());
    return created.equals(now.created) && (now.respawns > respawns || between || sameRun);
  }

  OutputPosition at(long newOffset) {
    return new OutputPosition(created, started, process, respawns, between, newOffset);
  }

  private static String text(Map<String, PropertyResult> answer, String property) {
    PropertyResult result = answer.get(property);
    return result != null && result.ok() ? result.value() : "";
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
