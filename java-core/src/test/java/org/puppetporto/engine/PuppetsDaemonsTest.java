package org.puppetporto.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Puppet declares, as one run leaves it to whoever reads definition files. */
class PuppetsDaemonsTest {
  @TempDir
  Path directory;

  /** A run of {@code apply -f} forgets its daemon while others forget theirs. */
  @Test
  void whatSeveralWriteAtOnceIsAllWritten() throws Exception {
    List<String> names = IntStream.range(0, 64).mapToObj(i -> "daemon-" + i).toList();
    new PuppetsDaemons(directory).note(names);
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> forgotten = new ArrayList<>();
      for (String name : names) {
        forgotten.add(pool.submit(() -> {
          new PuppetsDaemons(directory).forget(name);
          return null;
        }));
      }
      for (Future<?> one : forgotten) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertEquals("{\"format\":1,\"daemons\":[]}", Files.readString(directory.resolve("puppet.json")));
  }

  @Test
  void aNewerFormatIsRefusedAndABrokenRecordWrittenAnew() throws Exception {
    Path file = directory.resolve("puppet.json");
    PuppetsDaemons puppets = new PuppetsDaemons(directory);
    String newer = "{\"format\":2,\"daemons\":[\"web\"]}";
    Files.writeString(file, newer);
    EngineException e = assertThrows(EngineException.class, () -> puppets.note(List.of()));
    assertEquals(Fault.REFUSED, e.fault());
    assertTrue(e.getMessage().startsWith(file + " has format 2, and this version reads up to 1"), e.getMessage());
    assertEquals(newer, Files.readString(file));
    Files.writeString(file, "{");
    puppets.note(List.of("web"));
    assertTrue(puppets.declares("web", HostState.EMPTY));
  }
}
