package org.puppetporto.status.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void aNewerFormatIsRefusedAndLeftAsItIs() throws Exception {
    new OutputCursors(directory).write("web", "stderr", position(100, true), Set.of("web"));
    Path file = directory.resolve("status/syslog.json");
    String newer = Files.readString(file).replace("\"format\":2", "\"format\":3");
    Files.writeString(file, newer);
    IOException e = assertThrows(IOException.class, () -> new OutputCursors(directory));
    assertEquals(file + " has format 3, and this version reads up to 2: a newer porto-daemon wrote it; upgrade the module"
        + " again, or remove the file: what Porto keeps of the output is handed on once more", e.getMessage());
    assertEquals(newer, Files.readString(file));
  }

  @Test
  void anOlderOrSpoiltOneBeginsAnew() throws Exception {
    Files.createDirectories(directory.resolve("status"));
    for (String spoilt : List.of("", "{", "[]", "{\"format\":1}", "{\"format\":2}", "{\"format\":\"3\"}")) {
      Files.writeString(directory.resolve("status/syslog.json"), spoilt);
      assertEquals(OutputPosition.START, new OutputCursors(directory).of("web", "stderr"), spoilt);
    }
  }
}
