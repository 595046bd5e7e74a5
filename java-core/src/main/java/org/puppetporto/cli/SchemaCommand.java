package org.puppetporto.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.puppetporto.spec.DefinitionSchema;
import org.puppetporto.spec.property.PropertyCatalogue;
import picocli.CommandLine;

/** {@code schema}: a JSON Schema of the definition, for editors. */
@CommandLine.Command(name = "schema", description = "Prints a JSON Schema of the definition, for editors.")
final class SchemaCommand extends FreeCommand {
  SchemaCommand(Host host, Console console) {
    super(host, console);
  }

  @Override
  public Integer call() {
    console.out().print(OutputFormat.json(ordered(DefinitionSchema.of(PropertyCatalogue.standard()))));
    return Exit.OK;
  }

  /** With the keys in order, so that two runs give the same file. */
  private static Map<String, Object> ordered(Map<?, ?> schema) {
    Map<String, Object> out = new TreeMap<>();
    schema.forEach((key, value) -> out.put((String) key, ordered(value)));
    return out;
  }

  private static Object ordered(Object value) {
    if (value instanceof Map<?, ?> map) {
      return ordered(map);
    }
    return value instanceof List<?> list ? list.stream().map(SchemaCommand::ordered).toList() : value;
  }
}
