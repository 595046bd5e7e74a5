package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.property.PropertyCatalogue;

/** The examples that the documentation points to are definitions, and equal where they say so. */
class HieraExamplesTest {
  private static final Path EXAMPLES = Path.of("..", "hiera-examples");
  private final DefinitionReader reader = new DefinitionReader(PropertyCatalogue.standard(() -> 8));

  @Test
  void bothFormsOfTheJugglerAgentHaveOneRevision() throws Exception {
    Definition object = read("juggler-agent-object.yaml");
    Definition flat = read("juggler-agent-short.yaml");

    assertEquals(Ensure.RUNNING, object.ensure());
    assertEquals("2.3.2001221352", object.version());
    assertEquals("2147483648", object.properties().get("memory_limit").canonical());
    assertEquals("false", object.properties().get("controllers[devices]").canonical());
    assertEquals(rendered(object), rendered(flat));
    assertEquals(rendered(object).revision(), rendered(flat).revision());
  }

  private static RenderedSpec rendered(Definition definition) {
    return RenderedSpec.of(definition, new byte[0]);
  }

  private Definition read(String file) throws Exception {
    String text = Files.readString(EXAMPLES.resolve(file));
    Map<?, ?> root = (Map<?, ?>) YamlTrees.read(text, file).root();
    Map<?, ?> daemons = (Map<?, ?>) root.get("porto::daemons");
    return reader.readNamed("juggler-agent-rtc", daemons.get("juggler-agent-rtc"), file);
  }
}
