package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Response;

/** What a real portod answered to reading and setting each of its properties, in each state. */
class PropertyMatrixTest extends EndpointTest {
  /** What one line of the table says; keys are {@code get_running} and the like. */
  private record Line(String property, boolean readOnly, boolean dynamic, Map<String, String> answers) {}

  @Test
  void listsThePropertiesWithTheirFlags() throws Exception {
    Map<String, String> listed = new TreeMap<>();
    client.ok(r -> r.getPropertyListBuilder()).getPropertyList().getListList()
        .forEach(p -> listed.put(p.getName(), p.getReadOnly() + " " + p.getDynamic()));
    Map<String, String> known = new TreeMap<>();
    lines().forEach(line -> known.put(line.property(), line.readOnly() + " " + line.dynamic()));
    listed.keySet().retainAll(known.keySet());
    assertEquals(known, listed);
  }

  @Test
  void answersInEachStateAsARealPortodDoes() throws Exception {
    client.create("stopped");
    client.shell("running", "sleep 1000");
    client.create("meta");
    client.start("meta");
    client.shell("dead", "exit 1");
    client.await("dead");
    client.shell("paused", "sleep 1000");
    client.ok(r -> r.getPauseBuilder().setName("paused"));
    client.create("respawning");
    client.set("respawning", "command", "false");
    client.set("respawning", "respawn", "true");
    client.set("respawning", "respawn_delay", "1000s");
    client.start("respawning");
    client.ok(r -> r.getWaitBuilder().addName("respawning"));

    List<String> differences = new ArrayList<>();
    for (Line line : lines()) {
      for (String state : List.of("stopped", "running", "meta", "dead", "paused", "respawning")) {
        Response got = client.tryGet(state, line.property());
        compare(differences, line, "get_" + state, got);
        String value = got.getError() == ErrorCode.SUCCESS ? got.getGetProperty().getValue() : "";
        compare(differences, line, "set_" + state, client.trySet(state, line.property(), value));
      }
    }
    assertEquals(List.of(), differences);
  }

  @Test
  void tellsSettingsFromDefaults() throws Exception {
    client.create("a");
    assertEquals(ErrorCode.NO_VALUE, real("a", "hostname"));
    client.set("a", "hostname", "");
    assertEquals(ErrorCode.SUCCESS, real("a", "hostname"));
    assertEquals(ErrorCode.NO_VALUE, real("a", "memory_limit"));
    client.set("a", "memory_limit", "1G");
    assertEquals(ErrorCode.INVALID_STATE, real("a", "memory_limit"));
    client.start("a");
    assertEquals(ErrorCode.SUCCESS, real("a", "memory_limit"));
    for (String always : List.of("user", "group", "owner_user", "cpu_policy", "enable_porto",
        "respawn_count")) {
      assertEquals(ErrorCode.SUCCESS, real("a", always), always);
    }
  }

  @Test
  void readsManyAtOnce() throws Exception {
    client.create("a");
    client.create("a/b");
    client.create("c");
    var all = client.ok(r -> r.getGetBuilder().addName("***").addName("none").addVariable("state")
        .addVariable("bogus")).getGet();
    List<String> names = new ArrayList<>();
    all.getListList().forEach(entry -> names.add(entry.getName()));
    assertEquals(List.of("none", "a", "a/b", "c"), names);
    assertEquals(ErrorCode.CONTAINER_DOES_NOT_EXIST, all.getList(0).getKeyval(0).getError());
    assertEquals("stopped", all.getList(1).getKeyval(0).getValue());
    assertEquals(ErrorCode.INVALID_PROPERTY, all.getList(1).getKeyval(1).getError());
    assertEquals("Unknown container property: bogus", all.getList(1).getKeyval(1).getErrorMsg());
    assertEquals(2, client.ok(r -> r.getGetBuilder().addName("*").addVariable("state")).getGet()
        .getListCount());
  }

  private ErrorCode real(String name, String property) throws IOException {
    return client.ok(r -> r.getGetBuilder().addName(name).addVariable(property).setReal(true)).getGet()
        .getList(0)
        .getKeyval(0).getError();
  }

  private static void compare(List<String> differences, Line line, String column, Response response) {
    String expected = line.answers().get(column);
    String actual = response.getError() == ErrorCode.SUCCESS ? "ok" : response.getError().name()
        .replace("_", "");
    if (!expected.equalsIgnoreCase(actual)) {
      differences.add(column + " " + line.property() + ": " + actual + " (" + response.getErrorMsg()
          + ") instead of " + expected);
    }
  }

  private static List<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (InputStream in = PropertyMatrixTest.class.getResourceAsStream("properties.tsv")) {
      String[] rows = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      String[] header = rows[0].split("\t");
      for (int i = 1; i < rows.length; i++) {
        String[] columns = rows[i].split("\t");
        Map<String, String> answers = new HashMap<>();
        for (int c = 3; c < columns.length; c++) {
          answers.put(header[c], columns[c]);
        }
        lines.add(new Line(columns[0], Boolean.parseBoolean(columns[1]), Boolean.parseBoolean(columns[2]),
            answers));
      }
    }
    assertTrue(lines.size() > 150);
    return lines;
  }
}
