package org.puppetporto.cli;

import org.puppetporto.spec.DefinitionSchema;
import org.puppetporto.spec.property.PropertyCatalogue;
import picocli.CommandLine;

/** {@code schema}: a JSON Schema of the definition, for editors. */
@CommandLine.Command(name = "schema", description = "Prints a JSON Schema of the definition, for editors.")
final class SchemaCommand extends Command {
  SchemaCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    console.out().print(OutputFormat.json(DefinitionSchema.of(PropertyCatalogue.standard())));
    return Exit.OK;
  }
}
