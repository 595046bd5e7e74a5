package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who did what to daemons, one JSON line each in a file per daemon beside the state store's records. It tells
 * people, and decides nothing: a line that cannot be read is left out. Writers hold the {@link HostLock}.
 */
final class Deeds {
  /** How many are kept; the file may grow to twice as many in between. */
  static final int KEPT = 100;
  private static final int LONGEST = 2000;

  private final Path directory;

  Deeds(Path stateDir) {
    this.directory = stateDir.resolve("deeds");
  }

  /** Oldest first. */
  List<Deed> read(String daemon) {
    List<Deed> deeds = new ArrayList<>();
    for (String line : lines(file(daemon))) {
      parse(line).ifPresent(deeds::add);
    }
    return deeds;
  }

  void add(String daemon, Deed deed) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    Path file = file(daemon);
    List<String> before = lines(file);
    String line = JSON.std.asString(document(deed));
    if (before.size() >= 2 * KEPT) {
      List<String> kept = new ArrayList<>(before.subList(before.size() - KEPT + 1, before.size()));
      kept.add(line);
      AtomicFile.write(file, String.join("\n", kept) + "\n");
      return;
    }
    try (FileChannel channel = FileChannel.open(file,
        StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }
  }

  private Path file(String daemon) {
    return directory.resolve(daemon + ".jsonl");
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readString(file).lines().filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      // None yet, or none that can be read.
      return List.of();
    }
  }

  private static Map<String, Object> document(Deed deed) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("at", deed.at().toString());
    document.put("who", deed.who());
    document.put("what", deed.what());
    document.put("why", cut(deed.why()));
    document.put("revision", deed.revision());
    document.put("failure", cut(deed.failure()));
    return document;
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST));
  }

  private static Optional<Deed> parse(String line) {
    try {
      Map<String, Object> document = JSON.std.mapFrom(line);
      return Optional.of(new Deed(Instant.parse((String) document.get("at")), text(document, "who"),
          text(document, "what"), text(document, "why"), text(document, "revision"), text(document, "failure")));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> document, String key) {
    return String.valueOf(document.getOrDefault(key, ""));
  }
}
