package org.puppetporto.spec;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A good definition spoilt in one way: types, nesting, tricks of YAML, bombs, size, encodings, names. */
public final class MalformedDefinitions {
  public static final int CASES = 1_000;
  private static final long SEED = 20_260_101;
  private static final List<String> LINES = List.of(
      "meta:",
      "  kind: PortoDaemon",
      "  name: web",
      "  version: \"1\"",
      "spec:",
      "  properties:",
      "    cmd: [/usr/bin/web, --port, \"80\"]",
      "    memory_limit: 1G",
      "    cpu_limit: 2c",
      "    isolate: false",
      "    user: web",
      "  packages:",
      "    - {name: web, version: \"1.0-1\"}",
      "  policy:",
      "    stop_timeout: 10");

  private final Random random = new Random(SEED);
  private int count;

  private interface Spoiler {
    byte[] spoil(List<String> lines);
  }

  private final List<Spoiler> spoilers = List.of(
      lines -> replace(lines, 2, "  name: "
          + pick("../../etc/passwd", "/web", "a/b", "\"a\\0b\"", "self", ".", "..",
          "\"\"", "~", "[web]", "{web: 1}", "\"web\\n\"", "\"%2e%2e\"", "-web", "'we b'", "\"\\u202ebew\"",
          "x".repeat(101 + random.nextInt(9_000)))),
      lines -> replace(lines, 1, "  kind: " + pick("Pod", "portodaemon", "[PortoDaemon]", "1", "true", "{}")),
      lines -> replace(lines, 3, "  version: " + pick("1.10", "true", "[1]", "{a: b}", "\"a\\nb\"",
          "\"" + "9".repeat(300) + "\"")),
      lines -> replace(lines, 6, "    cmd: "
          + pick("[]", "{a: b}", "[[a]]", "[/bin/a, null]", "[/bin/a, 1.10]",
          "[\"\"]", "no", "[/bin/a, yes]", "[\"/bin/a\\0\"]", "5.5")),
      lines -> replace(lines, 7, "    memory_limit: "
          + pick("2gib", "lots", "-1G", "1e3", "[1G]", "{1G: 2}", "100",
          "yes", "99999999999E", "\"\"", "1.2.3G", "0xzz", "nan", ".inf", "1" + "0".repeat(400))),
      lines -> replace(lines, 8, "    cpu_limit: "
          + pick("3 c", "3C", "50%", ".5c", "-1c", "1e1c", "two", "[2c]",
          "true", "9".repeat(40) + "c", "1.2.3c")),
      lines -> replace(lines, 9, "    isolate: "
          + pick("\"yes\"", "\"no\"", "1", "0", "\"\"", "[false]", "\"False\"")),
      lines -> replace(lines, 7, "    "
          + pick("memory_limt", "Memory_limit", "memory-limit", "\"memory_limit \"",
          "state", "root_pid", "weak", "memory_limit[x]", "controllers[nope]", "\"labels[]\"",
          "labels[HOSTMAN.x]",
          "\"\"", "\"controllers[\"", "__proto__") + ": 1G"),
      lines -> replace(lines, 7, "    " + "m".repeat(1 + random.nextInt(5_000)) + ": 1"),
      lines -> replace(lines, 12, "    - {name: web, version: "
          + pick("latest", "1.10", "null", "\"\"", "[1]",
          "\"1 2\"", "\"abc\"", "\"1_0\"", "\"$(id)\"", "\"1;rm\"", "true") + "}"),
      lines -> replace(lines, 12, "    - {name: "
          + pick("Web", "\"\"", "../x", "--purge", "a b", "-o", "null", "[web]",
          "\"web=2\"", "w", "5.5") + ", version: \"1\"}"),
      lines -> replace(lines, 12, pick("    - web", "    - [web, \"1\"]", "    web", "    - {web: \"1\"}",
          "    - {name: web, version: \"1\"}\n    - {name: web, version: \"2\"}", "    - null", "    - 5")),
      lines -> replace(lines, 14, "    stop_timeout: "
          + pick("soon", "-1", "[10]", "10 parsecs", "1e400", "true",
          "9".repeat(30), "25h", "\"\"")),
      lines -> replace(lines, 14, "    " + pick("stop_timout", "STOP_TIMEOUT", "restart", "\"\"", "cmd")
          + ": 10"),
      lines -> replace(lines, random.nextBoolean() ? 0 : 4,
          pick("meta: []", "Meta:", "mata:", "\tmeta:", "meta",
          "? [a]\n: b", "- meta", "%YAML 9.9", "meta: &a *a", "spec: 5", "<<: {a: b}", "!!python/tuple",
          "@meta:",
          "`meta`: ")),
      lines -> replace(lines, 10, "    env: "
          + pick("{A: [1]}", "{A: 1.10}", "{A: no}", "5", "[5]", "{\"\": x}",
          "{\"A=B\": x}", "[\"=x\"]", "{A: \"x\\0\"}", "{A: {B: c}}")),
      lines -> replace(lines, 10, "    user: &u web\n    group: *" + pick("v", "nowhere", "U")),
      lines -> replace(lines, 10, "    user: !" + pick("!java/object:java.io.File [x]", "!set {a}", "local x",
          "!binary AAAA", "!python/object/apply:os.system [id]", "<tag:x.org,2000:y> z")),
      lines -> insert(lines, 7 + random.nextInt(4),
          "    memory_limit: 2G\n    cpu_limit: 1c\n    isolate: true\n"
          + "    user: x\n    cmd: [a]"),
      lines -> insert(lines, lines.size(),
          pick("---\nmeta: {name: b}", "...\nmore", "extra: 1", "meta: {name: b}",
          "\u0000", "}", "]", "  oops: : :", "&x", "\"unfinished", "'unfinished")),
      lines -> insert(lines, 5, "  a: &a {x: 1}\n  b: *a"),
      lines -> bytes(bomb(4 + random.nextInt(6))),
      lines -> bytes(open("[", "]", 31 + random.nextInt(20_000))),
      lines -> bytes(open("{a: ", "}", 31 + random.nextInt(5_000))),
      lines -> insert(lines, 5, "  packages: &p\n    x: *p"),
      lines -> bytes("#".repeat(DefinitionText.MAX_BYTES) + "\n" + String.join("\n", lines)),
      lines -> bytes("x: [" + "a, ".repeat(21_000 + random.nextInt(20_000)) + "a]"),
      lines -> String.join("\n", lines).replace("web", "w\u00e9b").getBytes(
          Charset.forName(pick("ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-32BE"))),
      this::rubbishByte,
      lines -> bytes(String.join("\n", lines.subList(0, random.nextInt(6)))),
      lines -> bytes(pick("", " ", "\n", "null", "5", "\"text\"", "[]", "{}", "true", "---",
          "# only a comment")),
      lines -> bytes(pick("{", "{\"meta\"", "{\"meta\": {\"name\": \"web\"}", "{\"meta\": {}, \"meta\": {}}",
          "{\"meta\": {\"name\": \"web\"}, \"spec\": {\"properties\": {\"cmd\": [\"a\"],}}}", "{'meta': 1}",
          "{\"a\": 1e99999}", "{\"a\": " + "9".repeat(200) + "}", "{\"a\": NaN}", "{} {}", "{\"a\": \"\\x\"}",
          open("{\"a\":", "}", 60), "{\"meta\": {\"name\": \"web\"}, \"spec\": {\"properties\": "
              + "{\"cmd\": [\"a\"], \"memory_limit\": 1e999999999}}}")));

  /** The next one of an endless row, which is the same in every run. */
  public byte[] next() {
    return spoilers.get(count++ % spoilers.size()).spoil(LINES);
  }

  /** Before it is spoilt. */
  static byte[] good() {
    return bytes(String.join("\n", LINES));
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static byte[] replace(List<String> lines, int index, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index, line);
    return bytes(String.join("\n", changed));
  }

  private static byte[] insert(List<String> lines, int index, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.add(index, line);
    return bytes(String.join("\n", changed));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String open(String begin, String end, int depth) {
    return "meta: " + begin.repeat(depth) + end.repeat(depth);
  }

  private static String bomb(int levels) {
    StringBuilder text = new StringBuilder("meta: {name: web}\nl0: &l0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level <= levels; level++) {
      text.append("l").append(level).append(": &l").append(level).append(" [")
          .append(("*l" + (level - 1) + ", ").repeat(9)).append("*l").append(level - 1).append("]\n");
    }
    return text.toString();
  }

  private byte[] rubbishByte(List<String> lines) {
    byte[] good = bytes(String.join("\n", lines));
    int at = random.nextInt(good.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(good, 0, at);
    out.write(pick("80", "ff", "c0", "fe").equals("80") ? 0x80 : 0xff);
    out.write(good, at, good.length - at);
    return out.toByteArray();
  }}
