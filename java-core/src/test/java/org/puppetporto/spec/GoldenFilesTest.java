package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.puppetporto.spec.property.PropertyCatalogue;

/**
 * Every {@code x.yaml} or {@code x.json} in {@code rendered/} has an {@code x.rendered.json}; every one in
 * {@code refused/} has an {@code x.problems} with one problem a line.
 */
class GoldenFilesTest {
  private static final Path RESOURCES = Path.of("src/test/resources/org/puppetporto/spec");
  private static final byte[] HOST_KEY = "golden".getBytes(StandardCharsets.UTF_8);
  private final DefinitionReader reader = new DefinitionReader(PropertyCatalogue.standard(() -> 8));

  @TestFactory
  List<DynamicTest> rendered() throws IOException {
    return tests("rendered", (file, name) -> {
      String expected = Files.readString(file.resolveSibling(name + ".rendered.json")).trim();
      Definition definition = reader.readText(Files.readAllBytes(file), file.getFileName().toString());
      assertEquals(expected, RenderedSpec.of(definition, HOST_KEY).json());
    });
  }

  @TestFactory
  List<DynamicTest> refused() throws IOException {
    return tests("refused", (file, name) -> {
      String expected = Files.readString(file.resolveSibling(name + ".problems")).trim();
      DefinitionException refusal = assertThrows(DefinitionException.class,
          () -> reader.readText(Files.readAllBytes(file), file.getFileName().toString()));
      assertEquals(expected, refusal.problems().stream().map(Object::toString)
          .collect(Collectors.joining("\n")));
    });
  }

  private interface Check {
    void run(Path file, String name) throws Exception;
  }

  private static List<DynamicTest> tests(String directory, Check check) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(RESOURCES.resolve(directory))) {
      for (Path file : files.sorted().collect(Collectors.toList())) {
        String name = file.getFileName().toString();
        if (name.endsWith(".yaml") || name.endsWith(".json") && !name.endsWith(".rendered.json")) {
          String base = name.substring(0, name.lastIndexOf('.'));
          tests.add(DynamicTest.dynamicTest(name, () -> check.run(file, base)));
        }
      }
    }
    assertFalse(tests.isEmpty());
    return tests;
  }
}
