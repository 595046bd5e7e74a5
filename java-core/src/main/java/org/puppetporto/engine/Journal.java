package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is being done right now, one JSON line a step. It is emptied when a plan has ended; lines found
 * at the start of a run tell what was cut off. Repair needs no replay: plans are made from what Porto,
 * dpkg and the store say, and the store knows the revision that was being applied.
 */
final class Journal {
  private final Path file;
  /** Those of this run whose plans have begun and not ended. */
  private final Set<Journal> open;
  private boolean begun;

  Journal(Path stateDir) {
    this(stateDir.resolve("journal"), new HashSet<>());
  }

  private Journal(Path file, Set<Journal> open) {
    this.file = file;
    this.open = open;
  }

  /** For another plan of the same run, when several are under way: the file is emptied when the last has ended. */
  Journal beside() {
    return new Journal(file, open);
  }

  /** The last step that was begun and did not end, in words; empty when the last run ended. */
  Optional<String> cutOff() throws EngineException {
    if (!open.isEmpty() || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
      lines.removeIf(String::isEmpty);
      return lines.isEmpty() ? Optional.empty() : Optional.of(words(lines.get(lines.size() - 1)));
    } catch (IOException e) {
      return Optional.of("an unreadable journal " + file + ": " + e);
    }
  }

  private static String words(String line) {
    try {
      Map<String, Object> entry = JSON.std.mapFrom(line);
      return entry.get("daemon") + ": " + entry.get("step") + " at " + entry.get("at");
    } catch (IOException e) {
      return "a step whose line was cut off, too";
    }
  }

  /**
   * Notes a step before it is taken. Only a plan's first line is forced to the disk: later ones lie in the
   * kernel's cache, which outlives us, and after a power cut Porto has forgotten its containers anyway. An
   * fsync for each would be paid for in downtime. A line that cannot be written keeps a plan from being
   * begun, but does not leave one half-way: it tells people what was cut off, and no repair is made from it.
   */
  void begin(String daemon, String step) throws EngineException {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    entry.put("daemon", daemon);
    entry.put("step", step);
    boolean first = !begun;
    enter();
    try (FileChannel channel = FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap((JSON.std.asString(entry) + "\n").getBytes(StandardCharsets.UTF_8)));
      if (first) {
        channel.force(true);
        begun = true;
      }
    } catch (IOException e) {
      if (!first) {
        return;
      }
      throw new EngineException(Fault.ACTION,
          "cannot write the journal " + file + ": " + Failures.why(e)
          + "; nothing was done; check space and permissions of the state store (df -h, df -i)", "", e);
    }
  }

  /** Says that a plan begins, whose first step may come later: what this run has under way was not cut off. */
  void enter() {
    open.add(this);
  }

  /** Goes no further, without saying that the plan has ended. */
  void leave() {
    begun = false;
    open.remove(this);
  }

  /** Says that the plan has ended, well or badly: nothing is left half-way without being known. */
  void end() throws EngineException {
    leave();
    if (!open.isEmpty()) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, "cannot empty the journal " + file + ": " + e, "", e);
    }
  }
}
