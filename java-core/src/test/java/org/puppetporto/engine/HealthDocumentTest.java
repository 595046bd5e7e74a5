package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Definition;
import org.puppetporto.spec.DefinitionReader;
import org.puppetporto.spec.property.PropertyCatalogue;

class HealthDocumentTest {
  private final DefinitionReader reader = new DefinitionReader(PropertyCatalogue.standard(() -> 8));

  private Definition definition(Map<String, Object> health) throws Exception {
    return reader.readNamed("web", Map.of("properties", Map.of("cmd", List.of("x")), "health", health), "x");
  }

  private void comesBack(Map<String, Object> health) throws Exception {
    Definition definition = definition(health);
    Map<String, Object> stored =
        JSON.std.mapFrom(JSON.std.asString(DefinitionDocument.of(definition)));
    assertEquals(definition.health(), reader.read(stored, "store").health());
    assertEquals(HealthDocument.text(definition.health()), HealthDocument.text(stored));
  }

  @Test
  void whatIsStoredIsReadAgainAsItWas() throws Exception {
    comesBack(Map.of());
    comesBack(Map.of("restart_files", List.of("/etc/a"), "restart_backoff", "1500ms"));
    comesBack(Map.of("liveness", Map.of("http", Map.of("port", 80, "host", "::1", "status", "200-201"), "timeout", 0.25),
        "readiness", Map.of("exec", List.of("/bin/x", " ", ""), "initial_delay", "2h")));
    comesBack(Map.of("readiness", Map.of("tcp", "[::1]:80")));
    comesBack(Map.of("readiness", Map.of("tcp", "db:80"), "restarts_per_hour", 1));
  }
}
