package org.puppetporto.embedded.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.ProcFs;

/**
 * Processes and threads that went into a container while they ran already: their ancestry does not tell it.
 * What they start from then on is in the container, too. Kept in a file, as the endpoint may stop and start
 * again meanwhile.
 */
final class Attached {
  private final Path file;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * @param ticks when it started, in clock ticks since boot: with its number, its name for good
   * @param since when it came into the container, in the same ticks
   * @param container by its id
   */
  private record Entry(int number, long ticks, long since, int container) {
    String line() {
      return number + " " + ticks + " " + since + " " + container;
    }

    boolean isThere() {
      return ProcFs.startTicks(number) == ticks;
    }
  }

  Attached(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split(" ");
        add(new Entry(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]),
            Integer.parseInt(fields[3])));
      }
    }
  }

  /** @param number of a process or a thread */
  synchronized void add(int number, Container container) {
    entries.values().removeIf(entry -> !entry.isThere());
    add(new Entry(number, ProcFs.startTicks(number), ProcFs.ticksNow(), container.id()));
    save();
  }

  private void add(Entry entry) {
    entries.put(entry.number(), entry);
  }

  /**
   * The id of the container that a process was attached to, or that it was started in by one that was.
   *
   * @param child what the process at {@code number} is the parent of on the way to the one asked for; 0 for
   *     itself
   */
  synchronized OptionalInt holder(int number, int child) {
    Entry entry = entries.get(number);
    boolean holds = entry != null && entry.isThere()
        && (child == 0 || ProcFs.startTicks(child) >= entry.since());
    return holds ? OptionalInt.of(entry.container()) : OptionalInt.empty();
  }

  /** Everything in the container that came by being attached, with what it started since. */
  synchronized List<Integer> in(Container container) {
    List<Integer> found = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (entry.container() == container.id() && entry.isThere()) {
        found.add(entry.number());
        ProcFs.descendants(entry.number()).stream()
            .filter(pid -> ProcFs.startTicks(pid) >= entry.since()).forEach(found::add);
      }
    }
    return found;
  }

  /** The container has nothing any more. */
  synchronized void forget(Container container) {
    if (entries.values().removeIf(entry -> entry.container() == container.id())) {
      save();
    }
  }

  private void save() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(fresh, entries.values().stream().map(Entry::line).toList());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }
}
