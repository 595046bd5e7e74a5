package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final Readings.Maker maker = new Readings.Maker();

  @Test
  void eachContainerKeepsItsOwn() {
    Readings first = read(Map.of("state", "running", "cwd", "/"));
    Readings second = read(Map.of("state", "stopped", "cwd", "/"));
    Readings fewer = read(Map.of("state", "dead"));
    Readings none = read(Map.of());

    assertEquals(Map.of("state", "running", "cwd", "/"), first);
    assertEquals(Map.of("state", "stopped", "cwd", "/"), second);
    assertEquals(Map.of("state", "dead"), fewer);
    assertEquals(Map.of(), none);
    assertNull(fewer.get("cwd"));
    assertFalse(fewer.containsKey("cwd"));
    assertTrue(first.containsKey("cwd"));
    assertThrows(UnsupportedOperationException.class, () -> first.put("state", "dead"));
  }

  @Test
  void theSameNumberOfOtherPropertiesIsToldApart() {
    read(Map.of("state", "running"));

    assertEquals(Map.of("cwd", "/srv"), read(Map.of("cwd", "/srv")));
  }

  @Test
  void takesMoreThanAnyContainerHas() {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      many.put("property" + i, "value" + i);
    }

    assertEquals(many, read(many));
    assertEquals(many, read(many));
  }

  private Readings read(Map<String, String> values) {
    values.forEach(maker::add);
    return maker.made();
  }
}
