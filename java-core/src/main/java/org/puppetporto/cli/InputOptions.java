package org.puppetporto.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionException;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.DefinitionsDirectory;
import org.puppetporto.spec.Inputs;
import org.puppetporto.spec.Reading;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where definitions come from: files, standard input, or a directory. */
final class InputOptions {
  private static final int LIMIT = (1 << 20) + 1;

  @Option(names = {"-f", "--file"}, paramLabel = "FILE",
      description = "A definition file, YAML or JSON; - is "
      + "standard input. May be given several times.")
  private List<String> files = new ArrayList<>();

  @Option(names = {"-d", "--directory"}, paramLabel = "DIR", arity = "0..1", fallbackValue = "",
      description = "Every definition in this directory; without DIR, the host's definitions directory.")
  private String directory;

  @Parameters(arity = "0..1", paramLabel = "STDIN",
      description = "A lone - reads a definition from standard input.")
  private String stdin;

  Inputs read(Host host, Console console) throws CommandFailure {
    if (stdin != null && !stdin.equals("-")) {
      throw new UsageFailure("\"" + stdin + "\" is no source; write -f " + stdin
          + " for a file, -d " + stdin + " for a directory, or - for standard input");
    }
    List<String> sources = new ArrayList<>(files);
    if (stdin != null) {
      sources.add(stdin);
    }
    if (sources.isEmpty() == (directory == null)) {
      throw new UsageFailure("give either files with -f (or -), or a directory with -d");
    }
    DefinitionReader reader = host.reader();
    if (directory != null) {
      Path path = directory.isEmpty() ? host.paths().definitionsDir() : Path.of(directory);
      try {
        return new DefinitionsDirectory(reader).read(path);
      } catch (IOException e) {
        throw new CommandFailure(Reading.failed(path, e));
      }
    }
    return readAll(sources, reader, console);
  }

  /** Whether a whole directory was asked for, where Puppet's own daemons are left to Puppet. */
  boolean isDirectory() {
    return directory != null;
  }

  static Inputs readAll(List<String> sources, DefinitionReader reader, Console console) {
    Map<String, Definition> found = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    for (String source : sources) {
      try {
        Definition definition = source.equals("-")
            ? reader.readText(console.in().readNBytes(LIMIT), "standard input")
            : reader.readFile(Path.of(source));
        if (found.putIfAbsent(definition.name(), definition) != null) {
          errors.add(source + ": meta.name: " + definition.name()
              + " was given already; give one definition");
        }
      } catch (DefinitionException e) {
        e.problems().forEach(problem -> errors.add(problem.toString()));
      } catch (IOException e) {
        errors.add(Reading.failed(Path.of(source), e));
      }
    }
    return new Inputs(new ArrayList<>(found.values()), errors);
  }
}
