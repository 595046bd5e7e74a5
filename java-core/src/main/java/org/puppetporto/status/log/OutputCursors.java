package org.puppetporto.status.log;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.engine.AtomicFile;
import org.puppetporto.porto.OutputPosition;
import org.puppetporto.status.NewerFormatException;

/** How far daemons' output has been handed on, in the state store's {@code status} directory. */
final class OutputCursors {
  private static final int FORMAT = 2;

  private final Path file;
  private final SortedMap<String, OutputPosition> positions = new TreeMap<>();

  /**
   * One that is not there, or cannot be understood, begins with all that Porto keeps.
   *
   * @throws NewerFormatException when a newer version wrote it, since it would be overwritten
   */
  OutputCursors(Path stateDir) throws NewerFormatException {
    this.file = stateDir.resolve("status").resolve("syslog.json");
    try {
      Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
      NewerFormatException.check(
          file, document.get("format"), FORMAT, "what Porto keeps of the output is handed on once more");
      if (Integer.valueOf(FORMAT).equals(document.get("format"))) {
        ((Map<?, ?>) document.get("streams")).forEach(
            (stream, entry) -> positions.put((String) stream, position((Map<?, ?>) entry)));
      }
    } catch (NewerFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      positions.clear();
    }
  }

  private static OutputPosition position(Map<?, ?> entry) {
    return new OutputPosition((String) entry.get("created"), (String) entry.get("started"),
        (String) entry.get("process"), ((Number) entry.get("respawns")).longValue(),
        Boolean.TRUE.equals(entry.get("between")), ((Number) entry.get("offset")).longValue());
  }

  OutputPosition of(String daemon, String stream) {
    return positions.getOrDefault(daemon + "/" + stream, OutputPosition.START);
  }

  /** Stores how far a stream was handed on; those of other daemons than the known ones are forgotten. */
  void write(String daemon, String stream, OutputPosition position, Set<String> known) throws IOException {
    positions.put(daemon + "/" + stream, position);
    positions.keySet().removeIf(key -> !known.contains(key.substring(0, key.lastIndexOf('/'))));
    Map<String, Object> streams = new LinkedHashMap<>();
    positions.forEach((key, value) -> {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("created", value.created());
      entry.put("started", value.started());
      entry.put("process", value.process());
      entry.put("respawns", value.respawns());
      entry.put("between", value.between());
      entry.put("offset", value.offset());
      streams.put(key, entry);
    });
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(
          file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    AtomicFile.write(file, JSON.std.asString(Map.of("format", FORMAT, "streams", streams)));
  }
}
