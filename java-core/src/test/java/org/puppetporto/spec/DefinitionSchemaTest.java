package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.property.PropertyCatalogue;
import org.puppetporto.spec.property.PropertyDescriptor;

/** The schema and the page of properties say what the reader takes. */
class DefinitionSchemaTest {
  private static final Path PAGE = Path.of("..", "docs", "properties.md");
  private static final String MARK = "<!-- table -->";
  private static final PropertyCatalogue CATALOGUE = PropertyCatalogue.standard(() -> 8);

  private static Map<?, ?> at(Map<?, ?> tree, String... path) {
    Map<?, ?> place = tree;
    for (String key : path) {
      place = (Map<?, ?>) place.get(key);
    }
    return place;
  }

  @Test
  void theSchemaHasEveryKey() {
    Map<?, ?> keys = at(DefinitionSchema.of(CATALOGUE), "properties", "spec", "properties");
    assertEquals(Policy.KEYS, at(keys, "policy", "properties").keySet());
    Set<String> properties = new TreeSet<>(CATALOGUE.names());
    properties.add("cmd");
    assertEquals(properties, new TreeSet<>(at(keys, "properties", "properties").keySet()));
    assertEquals(Set.of("properties", "packages", "env_secret", "policy", "health"), keys.keySet());
    assertEquals(HealthReader.KEYS, at(keys, "health", "properties").keySet());
    assertEquals(HealthReader.PROBE, at(keys, "health", "properties", "liveness", "properties").keySet());
  }

  @Test
  void theReaderTakesWhatTheSchemaNames() throws Exception {
    Map<?, ?> policy = at(DefinitionSchema.of(CATALOGUE), "properties", "spec", "properties", "policy",
        "properties");
    for (Object key : policy.keySet()) {
      Object words = ((Map<?, ?>) policy.get(key)).get("enum");
      Object value = words instanceof List ? ((List<?>) words).get(0)
          : key.equals("restart_window") ? "02:00-03:00" : 10;
      new DefinitionReader(CATALOGUE)
          .readNamed("x", Map.of("properties", Map.of("cmd", List.of("x")), key, value), "x");
    }
  }

  @Test
  void thePageListsEveryProperty() throws IOException {
    String page = Files.readString(PAGE);
    String real = page.substring(0, page.indexOf(MARK) + MARK.length()) + "\n" + table();
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, real);
    } else {
      assertEquals(page, real);
    }
    assertTrue(page.contains("`cmd`"));
  }

  private static String table() {
    List<String> lines =
        new ArrayList<>(List.of("", "| property | values | changed | taken away |", "|---|---|---|---|"));
    for (String name : CATALOGUE.names()) {
      PropertyDescriptor property = CATALOGUE.find(name).orElseThrow();
      String changed = Map.of("ANY_STATE", "live", "LIVE", "live", "RESTART", "restart")
          .get(property.change().name());
      String unset = property.settableDefault()
          .map(text -> text.isEmpty() ? "live" : "live, to `" + text + "`")
          .orElse("restart");
      lines.add("| `" + name + "` | " + property.expected().replace("|", "\\|").replace("*", "\\*") + " | "
          + changed
          + " | " + unset + " |");
    }
    return String.join("\n", lines) + "\n";
  }
}
