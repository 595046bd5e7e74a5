package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The truth about packages and revisions, since Porto forgets everything at a reboot. One file a
 * daemon, one for packages; every write is atomic and on disk when it returns. The directory is 0700:
 * definitions may hold secrets. Writers hold the {@link HostLock}.
 */
public final class StateStore {
  private static final String SUFFIX = ".json";
  /** Maps that are whole once read: what is kept of a file is shared by the threads of an agent. */
  private static final JSON WHOLE = JSON.std.without(JSON.Feature.USE_DEFERRED_MAPS);
  /** Packages of which it is not known who brought them; missing in health. */
  private static final String UNCLEAR = "unclear";
  private static final int KEY_LENGTH = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
  private final Path directory;
  private final Path daemons;
  /** What was read of each file, as long as that file lies there. */
  private final Map<Path, Known> read = new HashMap<>();
  /** A key that was asked for and is not on the disk yet; null when there is none such. */
  private byte[] unkept;
  private final StoredPolicies policies = new StoredPolicies();

  /** A file's record, and the file it was read from: writers put a new one into place. */
  private record Known(Object key, FileTime modified, long size, DaemonRecord record) {
    boolean isOf(BasicFileAttributes file) {
      return file.fileKey() != null && file.fileKey().equals(key) && file.lastModifiedTime().equals(modified)
          && file.size() == size;
    }

    /** Whether its time tells it from any later one: clocks of file systems tick in milliseconds. */
    boolean settled() {
      return System.currentTimeMillis() - modified.toMillis() > 1000;
    }
  }

  public StateStore(Path directory) {
    this.directory = directory;
    this.daemons = directory.resolve("daemons");
  }

  Path directory() {
    return directory;
  }

  /**
   * Reads everything. A file that cannot be understood is left where it is and named in
   * {@link HostState#unknown()}.
   *
   * @throws EngineException {@link Fault#REFUSED} when a newer version wrote the store
   */
  public HostState read() throws EngineException {
    List<String> unknown = new ArrayList<>();
    SortedMap<String, DaemonRecord> records = new TreeMap<>();
    SortedSet<String> lost = new TreeSet<>();
    if (Files.isDirectory(daemons)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(daemons)) {
        for (Path file : files) {
          if (file.toString().endsWith(SUFFIX)) {
            DaemonRecord record = record(file, unknown);
            if (record != null) {
              records.put(record.name(), record);
            }
            String name = file.getFileName().toString().replace(SUFFIX, "");
            if (!records.containsKey(name)) {
              lost.add(name);
            }
          }
        }
      } catch (DirectoryIteratorException e) {
        throw unreadable(daemons, e.getCause());
      } catch (IOException e) {
        throw unreadable(daemons, e);
      }
    }
    return packages(records, new Lost(lost, new TreeSet<>(), false), unknown);
  }

  /** The step at which the last run was cut off, in words; empty when it ended. */
  public Optional<String> cutOff() throws EngineException {
    return new Journal(directory).cutOff();
  }

  /** One daemon's record; null when it is gone, or cannot be understood. */
  private DaemonRecord record(Path file, List<String> unknown) throws EngineException {
    BasicFileAttributes before;
    try {
      before = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      // Reading it says what is wrong with it, if anything is.
      before = null;
    }
    synchronized (read) {
      Known known = read.get(file);
      if (before != null && known != null && known.isOf(before)) {
        return known.record();
      }
      read.remove(file);
    }
    Map<String, Object> document = document(file, unknown);
    if (document == null) {
      return null;
    }
    try {
      DaemonRecord record = Documents.toDaemon(document, policies);
      BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
      Known known = new Known(after.fileKey(), after.lastModifiedTime(), after.size(), record);
      if (before != null && known.isOf(before) && known.settled()) {
        synchronized (read) {
          read.put(file, known);
        }
      }
      return record;
    } catch (IOException e) {
      // Replaced or gone meanwhile: what was read was true, and is read again next time.
      return Documents.toDaemon(document, policies);
    } catch (RuntimeException e) {
      unknown.add(lost(file, e));
      return null;
    }
  }

  private HostState packages(SortedMap<String, DaemonRecord> records, Lost lost, List<String> unknown)
      throws EngineException {
    Path file = packagesFile();
    Map<String, Object> document = document(file, unknown);
    if (document != null) {
      try {
        Object unclear = document.getOrDefault(UNCLEAR, List.of());
        return new HostState(records, names(document.get("brought")), names(document.get("preexisting")),
            Documents.texts(document.get("catalog")), new Lost(lost.daemons(), names(unclear), false),
            unknown);
      } catch (RuntimeException e) {
        unknown.add(lost(file, e));
      }
    }
    SortedSet<String> named = new TreeSet<>();
    records.values().forEach(record -> named.addAll(record.touchedPackages().keySet()));
    // A host on which no daemon ever had a package has no such file.
    return new HostState(records, new TreeSet<>(), new TreeSet<>(), new TreeMap<>(),
        named.isEmpty() ? lost : lost.withPackages(named), unknown);
  }

  private static SortedSet<String> names(Object value) {
    SortedSet<String> names = new TreeSet<>();
    for (Object item : (List<?>) value) {
      names.add((String) item);
    }
    return names;
  }

  /** Writes one daemon's record. */
  void write(DaemonRecord record) throws EngineException {
    replace(daemonFile(record.name()), Documents.ofDaemon(record));
  }

  /** Writes what is known of packages: who brought them, and the catalog's own. */
  void writePackages(HostState state) throws EngineException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", Documents.FORMAT);
    document.put("brought", state.brought());
    document.put("preexisting", state.preexisting());
    document.put("catalog", state.catalog());
    if (!state.lost().packages().isEmpty()) {
      document.put(UNCLEAR, state.lost().packages());
    }
    replace(packagesFile(), document);
  }

  /**
   * The host's key for what must not be guessable from a label: 32 bytes. Where there is none, one is made, which
   * lies on the disk from the first record on: who only plans leaves nothing behind.
   */
  public synchronized byte[] key() throws EngineException {
    Optional<byte[]> kept = keptKey();
    if (kept.isPresent()) {
      return kept.get();
    }
    if (unkept == null) {
      unkept = new byte[KEY_LENGTH];
      new SecureRandom().nextBytes(unkept);
    }
    return unkept.clone();
  }

  /** Empty when there is none, or none that is whole. */
  private Optional<byte[]> keptKey() throws EngineException {
    try {
      return Optional.of(Files.readAllBytes(keyFile())).filter(key -> key.length == KEY_LENGTH);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(keyFile(), e);
    }
  }

  /** Before anything is noted that was named by it; one that another run has written meanwhile stays. */
  private synchronized void keepKey() throws EngineException {
    if (unkept == null) {
      return;
    }
    try {
      if (keptKey().isEmpty()) {
        AtomicFile.write(keyFile(), unkept);
      }
      unkept = null;
    } catch (IOException e) {
      throw unwritable(keyFile(), e);
    }
  }

  private Path keyFile() {
    return directory.resolve("key");
  }

  private void replace(Path file, Map<String, Object> document) throws EngineException {
    try {
      prepare();
      keepKey();
      if (Files.exists(file) && document(file, new ArrayList<>()) == null) {
        // Kept for whoever wants to know what was in it.
        Files.move(file, file.resolveSibling(file.getFileName() + ".unreadable"),
            StandardCopyOption.REPLACE_EXISTING);
      }
      AtomicFile.write(file, JSON.std.asString(document));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Makes the directories; a store that others may look into is narrowed. */
  void prepare() throws IOException {
    boolean fresh = !Files.isDirectory(daemons);
    Files.createDirectories(directory);
    if (!Files.getPosixFilePermissions(directory).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(directory, OWNER_ONLY);
    }
    if (fresh) {
      Files.createDirectories(daemons);
      AtomicFile.syncDirectory(directory);
    }
  }

  private Path daemonFile(String name) {
    return daemons.resolve(name + SUFFIX);
  }

  private Path packagesFile() {
    return directory.resolve("packages" + SUFFIX);
  }

  private static Map<String, Object> document(Path file, List<String> unknown) throws EngineException {
    try {
      Map<String, Object> document = WHOLE.mapFrom(Files.readString(file));
      int format = document.get("format") instanceof Number ? ((Number) document.get("format")).intValue() : 0;
      if (format > Documents.FORMAT) {
        throw new EngineException(Fault.REFUSED,
            file + " has format " + format + ", and this version reads up to " + Documents.FORMAT
                + ": a newer porto-daemon wrote it; upgrade the module again, or restore an older copy");
      }
      if (format == Documents.FORMAT) {
        return document;
      }
      unknown.add(lost(file, new IllegalArgumentException("\"format\" is missing")));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      unknown.add(lost(file, e));
    }
    return null;
  }

  private static String lost(Path file, Exception e) {
    return file + " cannot be read (" + firstLine(e) + "): what it held is not known";
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static EngineException unreadable(Path file, IOException e) {
    return new EngineException(Fault.ACTION,
        "cannot read " + file + ": " + Failures.why(e) + "; run as root, or set PORTO_DAEMON_STATE_DIR", "", e);
  }

  private static EngineException unwritable(Path file, IOException e) {
    return new EngineException(Fault.ACTION,
        "cannot write " + file + ": " + Failures.why(e) + "; check space and permissions of the state store (df -h, df -i)", "", e);
  }
}
