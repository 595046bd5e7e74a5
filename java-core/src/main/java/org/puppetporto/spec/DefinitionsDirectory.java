package org.puppetporto.spec;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A directory of definition files: {@code .yml}, {@code .yaml} and {@code .json}, whatever else their
 * names; {@code meta.name} is what counts. What is wrong with one file is an error of that file alone.
 */
public final class DefinitionsDirectory {
  private static final List<String> SUFFIXES = List.of(".yml", ".yaml", ".json");
  private final DefinitionReader reader;

  public DefinitionsDirectory(DefinitionReader reader) {
    this.reader = reader;
  }

  /**
   * Reads every file, in the order of their names; the first file with a name wins.
   *
   * @throws IOException when the directory cannot be listed; see {@link Reading#failed}
   */
  public Inputs read(Path directory) throws IOException {
    Map<String, Definition> found = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    for (Path file : files(directory)) {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        // A pipe would be waited for, and a device may never end.
        errors.add(file + ": is no regular file; remove it from the directory");
        continue;
      }
      try {
        Definition definition = reader.readFile(file);
        Definition first = found.putIfAbsent(definition.name(), definition);
        if (first != null) {
          errors.add(reader.problem(file, "meta.name", definition.name() + " is declared in " + first.origin()
              + " already; remove one of the two files").toString());
        }
      } catch (DefinitionException e) {
        e.problems().forEach(problem -> errors.add(problem.toString()));
      } catch (IOException e) {
        errors.add(Reading.failed(file, e));
      }
    }
    return new Inputs(new ArrayList<>(found.values()), errors);
  }

  private static SortedSet<Path> files(Path directory) throws IOException {
    SortedSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(directory, DefinitionsDirectory::isDefinition)) {
      entries.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return files;
  }

  /** Hidden files are those of editors and package managers. */
  private static boolean isDefinition(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && SUFFIXES.stream().anyMatch(name::endsWith) && !Files.isDirectory(file);
  }
}
