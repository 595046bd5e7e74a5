package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.spec.property.PropertyCatalogue;

class DefinitionsDirectoryTest {
  @TempDir
  Path directory;

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private Inputs read() throws IOException {
    return new DefinitionsDirectory(new DefinitionReader(PropertyCatalogue.standard(() -> 8)))
        .read(directory);
  }

  @Test
  void everyDefinitionWhateverItsFileIsCalled() throws Exception {
    file("20-b.json", "{\"meta\": {\"name\": \"first\"}, \"spec\": {\"properties\": {\"cmd\": [\"x\"]}}}");
    file("10-a.yml", "meta: {name: second}\nspec: {properties: {cmd: [x]}}");
    file("no.suffix.yaml", "meta: {name: third, delete_requested: true}");
    file("README.md", "not a definition");
    file(".hidden.yaml", "not: [a definition");
    Files.createDirectory(directory.resolve("sub.yaml"));
    Inputs inputs = read();
    assertEquals(List.of(), inputs.errors());
    assertEquals(List.of("second", "first", "third"),
        inputs.definitions().stream().map(definition -> definition.name()).collect(Collectors.toList()));
  }

  @Test
  void whatIsWrongWithOneFileIsItsOwnMatter() throws Exception {
    file("a.yaml", "meta: {name: good}\nspec: {properties: {cmd: [x]}}");
    file("b.yaml", "meta: {name: bad}\nspec: {properties: {cmd: [x], memory_limt: 1G}}");
    file("c.yaml", "meta: {name: good}\nspec: {properties: {cmd: [y]}}");
    file("d.json", "{");
    Files.createSymbolicLink(directory.resolve("e.yaml"), directory.resolve("gone"));
    Inputs inputs = read();
    assertEquals(List.of("good"),
        inputs.definitions().stream().map(definition -> definition.name()).collect(Collectors.toList()));
    assertEquals(4, inputs.errors().size(), inputs.errors().toString());
    assertTrue(inputs.errors().get(0).startsWith(directory.resolve("b.yaml") + ":2:31: "), inputs.errors()
        .get(0));
    assertEquals(directory.resolve("c.yaml") + ":1:8: meta.name: good is declared in "
        + directory.resolve("a.yaml") + " already; remove one of the two files", inputs.errors().get(1));
    assertTrue(inputs.errors().get(2).startsWith(directory.resolve("d.json") + ":1:"));
    assertTrue(inputs.errors().get(3).startsWith(directory.resolve("e.yaml") + ": there is no such file"));
  }

  @Test
  @Timeout(120)
  void aPipeOrADeviceIsNotWaitedFor() throws Exception {
    assertEquals(0, new ProcessBuilder("mkfifo", directory.resolve("a.yaml").toString()).start().waitFor());
    Files.createSymbolicLink(directory.resolve("b.yaml"), Path.of("/dev/zero"));
    file("c.yaml", "meta: {name: good}\nspec: {properties: {cmd: [x]}}");
    Inputs inputs = read();
    assertEquals(List.of(directory.resolve("a.yaml") + ": is no regular file; remove it from the directory",
        directory.resolve("b.yaml") + ": is no regular file; remove it from the directory"), inputs.errors());
    assertEquals(1, inputs.definitions().size());
  }

  @Test
  void aMissingDirectoryIsNamed() {
    IOException failure = assertThrows(IOException.class, () ->
        new DefinitionsDirectory(new DefinitionReader(PropertyCatalogue.standard(() -> 8)))
            .read(directory.resolve("nowhere")));
    assertTrue(failure.getMessage().contains("nowhere"));
  }
}
