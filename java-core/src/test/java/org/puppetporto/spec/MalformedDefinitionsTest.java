package org.puppetporto.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.DefinitionException.Problem;
import org.puppetporto.spec.property.PropertyCatalogue;

/** A thousand definitions, each spoilt in one way: all are refused, with place and remedy. */
class MalformedDefinitionsTest {
  private final DefinitionReader reader = new DefinitionReader(PropertyCatalogue.standard(() -> 8));
  @Test
  void eachIsRefusedWithItsPlaceAndARemedy() {
    MalformedDefinitions malformed = new MalformedDefinitions();
    for (int i = 0; i < MalformedDefinitions.CASES; i++) {
      byte[] spoilt = malformed.next();
      String origin = "case-" + i + ".yaml";
      String shown = new String(spoilt, 0, Math.min(spoilt.length, 400), StandardCharsets.UTF_8);
      DefinitionException refusal =
          assertThrows(DefinitionException.class, () -> reader.readText(spoilt, origin), () -> origin + "\n"
              + shown);
      for (Problem problem : refusal.problems()) {
        assertEquals(origin, problem.origin());
        boolean whole = spoilt.length > DefinitionText.MAX_BYTES || problem.message()
            .contains("Nesting Depth");
        assertTrue(problem.line() > 0 || !problem.path().isEmpty() || whole, () -> "no place: " + problem
            + "\n" + shown);
        assertTrue(hasRemedy(problem.message()), () -> "no remedy: " + problem + "\n" + shown);
        assertTrue(problem.toString().length() < 12_000, () -> "endless: " + problem.toString().length());
      }
    }
  }

  private static boolean hasRemedy(String message) {
    return List.of("write", "put it", "remove", "keep one", "keep cmd", "correct", "pin one", "did you mean",
        "here belong", "save the file", "give both", "as cmd").stream().anyMatch(message::contains);
  }

  @Test
  void theUnspoiltDefinitionIsTaken() throws Exception {
    assertEquals("web", reader.readText(MalformedDefinitions.good(), "good.yaml").name());
  }
}
