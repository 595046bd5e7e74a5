package org.puppetporto.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.DefinitionsDirectory;
import org.puppetporto.spec.Inputs;
import org.puppetporto.spec.Reading;
import org.puppetporto.spec.property.PropertyCatalogue;

/** What the definitions directory declares. Read again every time: it is small, and a file may say more. */
final class DeclaredFiles {
  private static final String MATTER = "definitions directory";

  private final Path directory;
  private final DefinitionsDirectory reader;
  private final Journalist journalist;

  DeclaredFiles(Path directory, Journalist journalist) {
    this.directory = directory;
    this.reader = new DefinitionsDirectory(new DefinitionReader(PropertyCatalogue.standard()));
    this.journalist = journalist;
  }

  /** By name; what is wrong is told, and costs only the file that is wrong. */
  Map<String, Definition> read() {
    Map<String, Definition> declared = new LinkedHashMap<>();
    if (!Files.isDirectory(directory)) {
      return declared;
    }
    try {
      Inputs inputs = reader.read(directory);
      inputs.definitions().forEach(definition -> declared.put(definition.name(), definition));
      tell(inputs.errors());
    } catch (IOException e) {
      tell(List.of(Reading.failed(directory, e)));
    }
    return declared;
  }

  /** One daemon's; empty when no file declares it any more. */
  Optional<Definition> read(String name) {
    return Optional.ofNullable(read().get(name));
  }

  private void tell(List<String> errors) {
    if (errors.isEmpty()) {
      journalist.over(MATTER);
    } else {
      journalist.trouble(MATTER, String.join("\n", errors));
    }
  }
}
