package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void readsTheAnswerThatItMade() {
    assertEquals(Map.of("warm-up", Map.of("state", new PropertyResult("running", ErrorCode.SUCCESS, ""))),
        WarmUp.run());
  }
}
