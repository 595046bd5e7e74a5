package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Positions taken at every moment of a container's life, in the steps in which portod goes through it. */
class OutputPositionTest {
  /** One life: a run that ends, a respawn in portod's steps, a second end for good. */
  private static final List<Map<String, String>> STEPS = List.of(
      moment("0", "running", "10:00:00", "11"),
      moment("0", "respawning", "10:00:00", ""),
      moment("1", "respawning", "10:00:00", ""),
      moment("1", "respawning", "10:00:07", ""),
      moment("1", "respawning", "10:00:07", "12"),
      moment("1", "running", "10:00:07", "12"),
      moment("1", "respawning", "10:00:07", ""),
      moment("1", "dead", "10:00:07", ""));

  private static Map<String, String> moment(String respawns, String state, String started, String process) {
    return Map.of("stdout_offset", "0", "creation_time", "09:00:00", "respawn_count", respawns, "state", state,
        "start_time", started, "root_pid", process);
  }

  private static PropertyResult result(String value) {
    return value.isEmpty() ? new PropertyResult("", ErrorCode.INVALID_STATE, "container isn't running")
        : new PropertyResult(value, ErrorCode.SUCCESS, "");
  }

  @Test
  void outputGoesOnOverARespawnWheneverItIsReadInBetween() {
    for (int earlier = 0; earlier < STEPS.size(); earlier++) {
      for (int later = earlier; later < STEPS.size(); later++) {
        OutputPosition before = at(STEPS.get(earlier));
        OutputPosition after = at(STEPS.get(later));
        assertTrue(before.continues(after), before + " then " + after);
      }
    }
  }

  @Test
  void aStartAfterAStopIsNew() {
    OutputPosition running = at(moment("1", "running", "10:00:07", "12"));
    assertFalse(running.continues(at(moment("1", "running", "10:00:09", "13"))));
    assertFalse(running.continues(at(moment("1", "running", "10:00:07", "13"))), "in the same second");
    OutputPosition dead = at(moment("1", "dead", "10:00:07", ""));
    assertFalse(dead.continues(at(moment("1", "running", "10:00:09", "13"))));
    assertFalse(dead.continues(at(moment("1", "dead", "10:00:09", ""))));
    assertFalse(dead.continues(at(moment("1", "respawning", "10:00:09", ""))));
  }

  @Test
  void theBeginContinuesNothing() {
    assertFalse(OutputPosition.START.continues(at(moment("1", "running", "10:00:07", "12"))));
  }

  private static OutputPosition at(Map<String, String> moment) {
    Map<String, PropertyResult> answer = new HashMap<>();
    moment.forEach((property, value) -> answer.put(property, result(value)));
    return OutputPosition.of("stdout", answer);
  }
}
