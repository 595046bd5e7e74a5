package org.puppetporto.spec.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Pairs of what was set and what was read back, taken from a real portod on a host of 8 cores. Columns:
 * kind, input as a JSON string, read-back as a JSON string or an error.
 */
class ReadBackVectorsTest {
  private static final int CORES = 8;
  private static final String VECTORS = "porto-readback-vectors.tsv";
  private static final Map<String, String> PROPERTY_OF_KIND = Map.ofEntries(
      Map.entry("size", "hugetlb_limit"), Map.entry("cpu", "cpu_limit"), Map.entry("nsec", "respawn_delay"),
      Map.entry("bool", "isolate"), Map.entry("env", "env"), Map.entry("argv", "command_argv"),
      Map.entry("uintmap", "net_limit"), Map.entry("strmap", "sysctl"), Map.entry("ulimit", "ulimit"),
      Map.entry("net", "net"), Map.entry("place", "place"), Map.entry("ip_limit", "ip_limit"),
      Map.entry("umask", "umask"), Map.entry("weight", "cpu_weight"), Map.entry("cpulist", "cpu_set"));

  private final PropertyCatalogue catalogue = PropertyCatalogue.standard(() -> CORES);

  @TestFactory
  List<DynamicTest> everyVector() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : lines()) {
      String[] columns = line.split("\t", 3);
      String input = (String) JSON.std.anyFrom(columns[1]);
      tests.add(DynamicTest.dynamicTest(columns[0] + " " + columns[1], () ->
          check(columns[0], input, columns[2])));
    }
    return tests;
  }

  @Test
  void hexadecimalDigitsHaveNoSignAndFitIn64Bits() throws Exception {
    PropertyDescriptor size = catalogue.find("memory_limit").orElseThrow();
    for (String input : List.of("0x-500000", "0x+500000", "0x", "0x10000000000000000")) {
      assertThrows(PropertyValueException.class, () -> size.parse(input), input);
    }
    assertEquals("18446744073709551615", size.parse("0XffffffffFFFFFFFF").toString());
  }

  @Test
  void noVectorIsLost() throws IOException {
    assertEquals(117, lines().size());
  }

  private void check(String kind, String input, String readBack) throws Exception {
    if (kind.equals("env_secret")) {
      checkSecrets((String) JSON.std.anyFrom(readBack));
      return;
    }
    PropertyDescriptor property = catalogue.find(PROPERTY_OF_KIND.get(kind)).orElseThrow();
    if (readBack.startsWith("ERR ") || readBack.contains("silently ignores")) {
      assertThrows(PropertyValueException.class, () -> property.parse(input));
      return;
    }
    String expected = (String) JSON.std.anyFrom(readBack);
    PropertyValue value = property.parse(input);
    assertEquals(expected, asReadBack(kind, property, value));
    assertTrue(property.same(value, expected), "the read-back is recognised as the value set");
    assertEquals(value, property.read(expected));
  }

  /** The canonical form in the shape in which portod prints it. */
  private static String asReadBack(String kind, PropertyDescriptor property, PropertyValue value) {
    switch (kind) {
      case "argv":
      case "env":
        return property.wire(value);
      case "ulimit":
        return value.canonical() + "; ";
      default:
        return value.canonical();
    }
  }

  private static void checkSecrets(String template) {
    String readBack = template;
    for (String value : List.of("1", "2")) {
      readBack = readBack.replace("md5(SALT+" + value + ")", SecretDigests.md5("SALT" + value));
    }
    assertTrue(SecretDigests.same(Map.of("A", "1", "B", "2"), readBack), readBack);
    assertTrue(!SecretDigests.same(Map.of("A", "1", "B", "3"), readBack), "another value");
    assertTrue(!SecretDigests.same(Map.of("A", "1"), readBack), "one variable too many is set");
    assertTrue(!SecretDigests.same(Map.of("A", "1", "B", "2", "C", "3"), readBack), "one is missing");
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        ReadBackVectorsTest.class.getResourceAsStream(VECTORS), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isEmpty()).collect(java.util.stream.Collectors.toList());
    }
  }
}
