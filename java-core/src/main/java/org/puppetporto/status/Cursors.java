package org.puppetporto.status;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.engine.AtomicFile;

/** The cursors of all readers of counters, one file each in the state store's {@code status} directory. */
public final class Cursors {
  /** The cursor of the reports themselves, which {@code status} counts from. */
  public static final String REPORT = "report";
  private static final int FORMAT = 1;
  private final Path directory;

  /** @param stateDir the state store's directory; made when missing */
  public Cursors(Path stateDir) {
    this.directory = stateDir.resolve("status");
  }

  /** Where a reader stands. One without a file, or with one that cannot be understood, begins anew. */
  public Cursor read(String reader) {
    try {
      return toCursor(JSON.std.mapFrom(Files.readString(file(reader))));
    } catch (IOException | RuntimeException e) {
      return Cursor.START;
    }
  }

  /**
   * Refuses a reader's cursor that a newer version wrote: it would be taken for none, and overwritten.
   *
   * @throws NewerFormatException naming file and remedy
   */
  public void check(String reader) throws NewerFormatException {
    try {
      NewerFormatException.check(file(reader), JSON.std.mapFrom(Files.readString(file(reader))).get("format"), FORMAT,
          "counts then begin anew");
    } catch (NewerFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // As in read.
    }
  }

  /** Stores where a reader stands now. */
  public void write(String reader, Cursor cursor) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    AtomicFile.write(file(reader), JSON.std.asString(toDocument(cursor)));
  }

  private Path file(String reader) {
    return directory.resolve(reader + ".json");
  }

  private static Map<String, Object> toDocument(Cursor cursor) {
    Map<String, Object> marks = new LinkedHashMap<>();
    cursor.marks().forEach((name, counters) -> {
      Map<String, Object> mark = new LinkedHashMap<>();
      mark.put("respawns", counters.respawns());
      mark.put("incarnation", counters.incarnation());
      mark.put("restarts", counters.restarts());
      marks.put(name, mark);
    });
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    cursor.at().ifPresent(at -> document.put("at", at.toString()));
    document.put("daemons", marks);
    return document;
  }

  private static Cursor toCursor(Map<String, Object> document) {
    if (!Integer.valueOf(FORMAT).equals(document.get("format"))) {
      return Cursor.START;
    }
    SortedMap<String, Counters> marks = new TreeMap<>();
    ((Map<?, ?>) document.get("daemons")).forEach((name, value) -> {
      Map<?, ?> mark = (Map<?, ?>) value;
      marks.put((String) name, new Counters(((Number) mark.get("respawns")).longValue(),
          (String) mark.get("incarnation"), ((Number) mark.get("restarts")).longValue()));
    });
    return new Cursor(Optional.ofNullable((String) document.get("at")).map(Instant::parse), marks);
  }
}
