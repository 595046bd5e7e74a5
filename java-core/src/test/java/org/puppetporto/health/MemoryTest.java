package org.puppetporto.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.probe.Remediation;

class MemoryTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Remediation TWICE = new Remediation(2, 30 * SECOND, List.of(10 * SECOND, 30 * SECOND));

  @TempDir
  Path directory;

  private final List<String> said = new ArrayList<>();
  private long uptime = 100_000;

  private Path file() {
    return directory.resolve("agent/health.json");
  }

  private Memory<Remediation> memory() {
    Moments moments = new Moments(() -> uptime * 1_000_000, () -> uptime, Clock.systemUTC(), "boot");
    return new Memory<>(file(), moments, new Remedies(), said::add);
  }

  @Test
  void whatOneAgentKnowsTheNextOneKnows() throws Exception {
    assertEquals(Map.of(), memory().read());
    memory().write(Map.of("web", TWICE));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    uptime += 5000;
    assertEquals(Map.of("web", TWICE), memory().read());
    assertEquals(List.of(), said);
  }

  @Test
  void itIsWrittenOnlyWhenItChanges() throws Exception {
    Memory<Remediation> memory = memory();
    memory.read();
    memory.write(Map.of());
    assertFalse(Files.exists(file()));
    memory.write(Map.of("web", TWICE));
    Files.delete(file());
    memory.write(Map.of("web", TWICE));
    assertFalse(Files.exists(file()));
    memory.write(Map.of());
    assertEquals(Map.of(), memory().read());
    assertTrue(Files.exists(file()));
  }

  @Test
  void whatCannotBeReadIsToldAndBeginsAnew() throws Exception {
    Files.createDirectories(file().getParent());
    for (String damaged : List.of("", "{", "[]", "{\"format\": 1}",
        "{\"format\": 1, \"boot\": \"boot\", \"daemons\": {\"web\": {\"row\": \"two\"}}}")) {
      said.clear();
      Files.writeString(file(), damaged);
      Memory<Remediation> memory = memory();
      assertEquals(Map.of(), memory.read(), damaged);
      assertTrue(said.get(0).startsWith(file() + " cannot be read, so that "), said::toString);
      memory.write(Map.of("web", TWICE));
      assertEquals(Map.of("web", TWICE), memory().read());
    }
  }

  @Test
  void whatANewerVersionWroteIsLeftAlone() throws Exception {
    String newer = "{\"format\": 2, \"more\": true}";
    Files.createDirectories(file().getParent());
    Files.writeString(file(), newer);
    Memory<Remediation> memory = memory();
    assertEquals(Map.of(), memory.read());
    assertTrue(said.get(0).contains("a newer porto-daemon wrote it"), said::toString);
    memory.write(Map.of("web", TWICE));
    assertEquals(newer, Files.readString(file()));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsToldOnce() throws Exception {
    Files.writeString(directory.resolve("agent"), "in the way");
    Memory<Remediation> memory = memory();
    memory.write(Map.of("web", TWICE));
    memory.write(Map.of("web", TWICE));
    assertEquals(1, said.size(), said::toString);
    assertTrue(said.get(0).startsWith("cannot remember what holds restarts back"), said::toString);
  }
}
