package org.puppetporto.embedded.form;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Inputs and what Porto's own code made of them, on a host with eight cores. */
class ReadbackVectorsTest {
  private static final int CORES = 8;
  private static final String ERROR = "ERR ";
  private static final Map<String, UnaryOperator<String>> FORMS = Map.ofEntries(
      Map.entry("size", Sizes::canonical),
      Map.entry("cpu", text -> CpuPower.canonical(text, CORES)),
      Map.entry("nsec", text -> Long.toString(Durations.nanoseconds(text))),
      Map.entry("bool", Flags::canonical),
      Map.entry("env", EnvList::canonical),
      Map.entry("env_secret", ReadbackVectorsTest::secret),
      Map.entry("argv", text -> Argv.format(Argv.parse(text))),
      Map.entry("uintmap", text -> Maps.format(Maps.parseSizes(text))),
      Map.entry("strmap", text -> Maps.format(Maps.parse(text))),
      Map.entry("ulimit", Ulimits::canonical),
      Map.entry("net", Networks::net),
      Map.entry("place", Words::list),
      Map.entry("ip_limit", Words::ipLimit),
      Map.entry("umask", text -> octal(Numbers.inBase(text, 8))),
      Map.entry("weight", ReadbackVectorsTest::weight),
      Map.entry("cpulist", text -> CpuSets.canonical(text, CORES)));

  @TestFactory
  List<DynamicTest> vectors() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String line : resource("readback-vectors.tsv").split("\n")) {
      String[] columns = line.split("\t", 3);
      tests.add(DynamicTest.dynamicTest(columns[0] + " " + columns[1], () -> check(columns)));
    }
    assertEquals(117, tests.size());
    return tests;
  }

  private static void check(String[] columns) {
    String input = Blank.trim(unquote(columns[1]));
    String actual;
    try {
      actual = FORMS.get(columns[0]).apply(input);
    } catch (PortoFailure e) {
      actual = ERROR + e.getMessage();
    }
    assertEquals(columns[2].startsWith(ERROR) ? columns[2] : unquote(columns[2]), actual);
  }

  private static String unquote(String json) {
    return json.substring(1, json.length() - 1).replace("\\\\", "\0").replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace('\0', '\\');
  }

  /** The salt is random; what matters is that the digest is of salt and value. */
  private static String secret(String text) {
    String formatted = EnvList.formatSecret(EnvList.parse(text));
    StringBuilder checked = new StringBuilder();
    for (String item : formatted.split(";")) {
      String salt = item.replaceAll(".*salt=(.{8}) md5=.*", "$1");
      String value = EnvList.parse(text).get(item.substring(0, 1)).orElseThrow();
      assertEquals(item.charAt(0) + "=<secret salt=" + salt + " md5=" + EnvList.digest(salt, value) + ">",
          item);
      checked.append(checked.length() > 0 ? ";" : "").append(item.charAt(0))
          .append("=<secret salt=SALT md5=md5(SALT+").append(value).append(")>");
    }
    return checked.toString();
  }

  /** The vector of a weight with a unit tells what was parsed; setting it changes nothing. */
  private static String weight(String text) {
    return text.endsWith("c") ? Weights.cpu(text, "7").equals("7") ? "2  unit=c (cpu_weight silently ignores)"
        : text
        : Weights.cpu(text, null);
  }

  private static String octal(long value) {
    return value == 0 ? "0" : "0" + Long.toOctalString(value);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReadbackVectorsTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
