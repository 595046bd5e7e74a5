package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PropertyResult;

/** Many properties of many containers, read at once. */
class BatchReadsContractTest extends Contract {
  @Test
  void onlyWhatWasSetIsReadWhenAskedFor() throws Exception {
    String name = created();
    porto.set(name, "respawn", "false");
    Map<String, PropertyResult> values =
        porto.get(List.of(name), List.of("respawn", "cpu_limit", "state"), true).get(name);
    assertEquals(new PropertyResult("false", ErrorCode.SUCCESS, ""), values.get("respawn"));
    assertEquals(ErrorCode.NO_VALUE, values.get("cpu_limit").error());
    assertEquals("stopped", values.get("state").value());
  }

  @Test
  void aBatchAnswersByNameAndProperty() throws Exception {
    String first = created();
    String second = running();
    Map<String, Map<String, PropertyResult>> all =
        porto.get(List.of(first, second), List.of("state", "no_such", "root_pid"), false);
    assertEquals(List.of(first, second), List.copyOf(all.keySet()));
    assertEquals("stopped", all.get(first).get("state").value());
    assertEquals("running", all.get(second).get("state").value());
    assertEquals(new PropertyResult("", ErrorCode.INVALID_PROPERTY, "Unknown container property: no_such"),
        all.get(first).get("no_such"));
    assertEquals(new PropertyResult("", ErrorCode.INVALID_STATE, "root_pid is not available in stopped state"),
        all.get(first).get("root_pid"));
    assertTrue(all.get(second).get("root_pid").ok());
  }

  @Test
  void aBatchTellsOfAMissingNamePerProperty() throws Exception {
    String name = name();
    assertEquals(new PropertyResult("", ErrorCode.CONTAINER_DOES_NOT_EXIST, "container " + name + " not found"),
        porto.get(List.of(name), List.of("state"), false).get(name).get("state"));
  }

  @Test
  void aBatchLeavesOutAWildcardThatMatchesNothing() throws Exception {
    assertEquals(Map.of(), porto.get(List.of(name() + "*"), List.of("state"), false));
  }

  @Test
  void aBatchOfNothingIsEmpty() throws Exception {
    assertEquals(Map.of(), porto.get(List.of(), List.of("state"), false));
  }

  @Test
  void aBatchWithoutPropertiesHasNamesOnly() throws Exception {
    String name = created();
    assertEquals(Map.of(name, Map.of()), porto.get(List.of(name), List.of(), false));
  }

  @Test
  void aBatchTakesWildcards() throws Exception {
    String name = created();
    porto.create(name + "x");
    porto.create(name + "x/y");
    assertEquals(List.of(name, name + "x"),
        porto.get(List.of(name + "*"), List.of("state"), false).keySet().stream().sorted().toList());
    assertTrue(porto.get(List.of("***"), List.of("state"), false).containsKey(name + "x/y"));
    porto.destroy(name + "x");
  }
}
