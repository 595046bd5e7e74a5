package org.puppetporto.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void readsANumber() {
    assertEquals(1073741824L, Figure.read("1073741824").get().plain());
  }

  @Test
  void readsNumbersByDevice() {
    assertEquals(Map.of("hw", 3L, "/dev/sda", 1L, "CS0", 2L),
        Figure.read("hw: 3; /dev/sda: 1; CS0: 2").get().plain());
  }

  @Test
  void whatIsNoNumberIsNotThere() {
    assertTrue(Figure.read("").isEmpty());
    assertTrue(Figure.read("much").isEmpty());
    assertTrue(Figure.read("sda: much").isEmpty());
    assertTrue(Figure.read(";").isEmpty());
  }
}
