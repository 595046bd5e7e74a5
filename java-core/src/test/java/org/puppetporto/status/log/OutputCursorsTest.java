package org.puppetporto.status.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.porto.OutputPosition;

/** How far output was handed on, from one process to the next. */
class OutputCursorsTest {
  @TempDir
  Path directory;

  private static OutputPosition position(long offset, boolean between) {
    return new OutputPosition("1700000000", "1700000001", "71", 2, between, offset);
  }

  @Test
  void eachStreamIsFoundAgainAsItWasLeft() throws Exception {
    Set<String> known = Set.of("web", "api");
    OutputCursors cursors = new OutputCursors(directory);
    cursors.write("web", "stderr", position(100, true), known);
    cursors.write("web", "stdout", position(200, false), known);
    cursors.write("api", "stderr", position(300, true), known);
    OutputCursors next = new OutputCursors(directory);
    assertEquals(position(100, true), next.of("web", "stderr"));
    assertEquals(position(200, false), next.of("web", "stdout"));
    assertEquals(position(300, true), next.of("api", "stderr"));
    next.write("api", "stderr", position(400, false), Set.of("api"));
    assertEquals(OutputPosition.START, new OutputCursors(directory).of("web", "stderr"), "it is not there any more");
  }
}
