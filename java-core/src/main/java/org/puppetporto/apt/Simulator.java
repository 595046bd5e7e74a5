package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs {@code apt-get -s}. Reading the package lists takes apt up to seconds, and the same transaction is
 * simulated when it is planned, checked and run: an answer holds for a minute, as long as dpkg's database,
 * the lists and the kept .debs are the same.
 */
final class Simulator {
  private static final Duration VALID = Duration.ofMinutes(1);
  private static final int REMEMBERED = 256;

  private final AptSettings settings;
  private final Tool tool;
  private final AptConfig config;
  private final DebStore store;
  private final Map<AptTransaction, Answer> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AptTransaction, Answer> eldest) {
          return size() > REMEMBERED;
        }
      };
  private Path lists;

  private record Answer(List<Object> basis, long at, Simulation simulation) {}

  Simulator(AptSettings settings, Tool tool, AptConfig config, DebStore store) {
    this.settings = settings;
    this.tool = tool;
    this.config = config;
    this.store = store;
  }

  synchronized Simulation simulate(AptTransaction transaction, Resolution resolution) throws AptException {
    Answer known = answers.get(transaction);
    if (known != null && System.nanoTime() - known.at() < VALID.toNanos() && known.basis().equals(basis())) {
      return known.simulation();
    }
    Tool.Outcome outcome = resolution.until(kept -> tool.read(
        AptArguments.install(transaction, kept, store.folder(), List.of("-s")),
        AptHost.ROOT, settings.readDeadline(), line -> { }));
    Simulation simulation = SimulationParser.parse(outcome.lines());
    // Taken afterwards, since resolving may have updated the lists.
    answers.put(transaction, new Answer(basis(), System.nanoTime(), simulation));
    return simulation;
  }

  /** What an answer depends on. dpkg and apt replace these by renaming, which changes inode or directory. */
  private List<Object> basis() throws AptException {
    if (lists == null) {
      lists = Path.of(config.values("Dir::State::lists/f").get(0));
    }
    return List.of(
        identity(settings.admindir().resolve("status")),
        identity(settings.admindir().resolve("updates")),
        identity(lists),
        identity(store.folder()));
  }

  private static Object identity(Path path) {
    try {
      return Files.readAttributes(path, "unix:ino,size,ctime");
    } catch (IOException e) {
      return "";
    }
  }
}
