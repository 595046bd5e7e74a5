package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallMapTest {
  @Test
  void isTheSameMapInTheSameOrder() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("z", "last first");
    inner.put("a", null);
    Map<String, Object> outer = new LinkedHashMap<>();
    outer.put("spec", inner);
    outer.put("list", List.of("x"));

    Map<String, Object> small = SmallMap.of(outer);

    assertEquals(outer, small);
    assertEquals(outer.hashCode(), small.hashCode());
    assertEquals(List.of("z", "a"), new ArrayList<>(Documents.map(small.get("spec")).keySet()));
    assertNull(small.get("missing"));
    assertTrue(Documents.map(small.get("spec")).containsKey("a"));
    assertFalse(small.containsKey("missing"));
  }

  @Test
  void doesNotChange() {
    Map<String, Object> outer = new LinkedHashMap<>(Map.of("a", 1));
    Map<String, Object> small = SmallMap.of(outer);
    outer.put("a", 2);

    assertEquals(1, small.get("a"));
    assertThrows(UnsupportedOperationException.class, () -> small.put("a", 3));
    assertSame(small, SmallMap.of(small));
  }
}
