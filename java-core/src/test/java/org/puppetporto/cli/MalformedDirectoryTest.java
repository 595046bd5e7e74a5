package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.spec.MalformedDefinitions;

/** A directory of a thousand malformed files and a good one, read by the program itself with little memory. */
@Timeout(300)
class MalformedDirectoryTest {
  @TempDir
  Path directory;

  private final Set<String> names = new TreeSet<>();

  private void fill() throws IOException {
    MalformedDefinitions malformed = new MalformedDefinitions();
    for (int i = 0; i < MalformedDefinitions.CASES; i++) {
      byte[] spoilt = malformed.next();
      String name = String.format("%04d.%s", i, spoilt.length > 0 && spoilt[0] == '{' ? "json" : "yaml");
      Files.write(directory.resolve(name), spoilt);
      names.add(name);
    }
    Files.writeString(directory.resolve("good.yml"), "meta: {name: good}\nspec: {properties: {cmd: [x]}}\n");
  }

  @Test
  void everyFileIsRefusedByItselfAndTheGoodOneIsTaken(@TempDir Path elsewhere) throws Exception {
    fill();
    Path out = elsewhere.resolve("out");
    Path err = elsewhere.resolve("err");
    int code = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
        "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
        "org.puppetporto.Main", "validate", "-d", directory.toString())
        .redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    String told = Files.readString(err);
    assertEquals(1, code, () -> told.substring(Math.max(told.length() - 2000, 0)));
    assertEquals(directory.resolve("good.yml") + ": good is valid (running)\n", Files.readString(out));
    String begin = "porto-daemon: " + directory + "/";
    Set<String> named = told.lines().filter(line -> line.startsWith(begin))
        .map(line -> line.substring(begin.length(), begin.length() + names.iterator().next().length()))
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(names, named);
    assertEquals("", told.lines().filter(line -> !line.startsWith(begin)).collect(Collectors.joining("\n")),
        "one line each");
    assertFalse(told.contains("Exception") || told.contains("\tat "), "no stack trace");
    assertTrue(told.lines().allMatch(line -> line.length() < 12_100), "no endless line");
  }
}
