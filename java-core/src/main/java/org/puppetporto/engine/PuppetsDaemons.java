package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which daemons the last Puppet run declared, in whatever way, so that a file that declares one of them, too,
 * yields to it: also one that Puppet wants absent, or that came up through a file first. It has a lock of its own:
 * a run notes what it declares without waiting for another's update.
 */
public final class PuppetsDaemons {
  private static final int FORMAT = 1;
  /** Nobody holds the lock for longer than a file takes to be written. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path file;
  private final HostLock lock;

  /** @param stateDir the state store's directory */
  public PuppetsDaemons(Path stateDir) {
    this.file = stateDir.resolve("puppet.json");
    this.lock = new HostLock(stateDir.resolve("puppet"), PATIENCE);
  }

  /**
   * Whether Puppet declares it: in its last run, or, where none has noted what it declares, by what is CURRENT.
   *
   * @throws EngineException when it cannot be told, since neither answer is safe
   */
  public boolean declares(String name, HostState stored) throws EngineException {
    Optional<SortedSet<String>> noted = read();
    return noted.isPresent() ? noted.get().contains(name) : stored.byPuppet(name);
  }

  /** Notes all that a run declares, which may be nothing. Before there is a store, nothing is noted. */
  public void note(Collection<String> names) throws EngineException {
    if (Files.isDirectory(file.getParent()) && !holds(new TreeSet<>(names))) {
      try (HostLock.Held held = lock.take("noting what Puppet declares")) {
        write(new TreeSet<>(names));
      }
    }
  }

  /** Puppet makes a daemon that its last run did not note, as {@code puppet resource} does: it is Puppet's, too. */
  void add(String name) throws EngineException {
    if (read().filter(names -> !names.contains(name)).isEmpty()) {
      return;
    }
    try (HostLock.Held held = lock.take("noting that Puppet declares " + name)) {
      SortedSet<String> noted = read().orElseGet(TreeSet::new);
      noted.add(name);
      write(noted);
    }
  }

  /** A file was applied by hand: it counts from now on, until a Puppet run declares the daemon again. */
  public void forget(String name) throws EngineException {
    if (read().filter(names -> names.contains(name)).isEmpty()) {
      return;
    }
    try (HostLock.Held held = lock.take("noting that a file counts for " + name)) {
      SortedSet<String> noted = read().orElseGet(TreeSet::new);
      if (noted.remove(name)) {
        write(noted);
      }
    }
  }

  private Optional<SortedSet<String>> read() throws EngineException {
    try {
      Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
      if (!Integer.valueOf(FORMAT).equals(document.get("format"))
          || !(document.get("daemons") instanceof List<?> names)) {
        throw new IOException("it is not in the format " + FORMAT);
      }
      SortedSet<String> read = new TreeSet<>();
      names.forEach(name -> read.add(String.valueOf(name)));
      return Optional.of(read);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, file + ": which daemons Puppet declares cannot be read: "
          + e.getMessage() + "; remove the file, the next Puppet run writes it anew", "", e);
    }
  }

  private void refuseNewer() throws EngineException {
    try {
      if (JSON.std.mapFrom(Files.readString(file)).get("format") instanceof Number format
          && format.intValue() > FORMAT) {
        throw new EngineException(Fault.REFUSED, file + " has format " + format + ", and this version reads up to "
            + FORMAT + ": a newer porto-daemon wrote it; upgrade the module again, or remove the file: "
            + "Puppet's next run writes it anew");
      }
    } catch (IOException e) {
      // Not there, or nobody's: it is written anew.
    }
  }

  private boolean holds(SortedSet<String> names) {
    try {
      return Files.readString(file).equals(text(names));
    } catch (IOException e) {
      return false;
    }
  }

  private static String text(SortedSet<String> names) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("daemons", names);
    return JSON.std.asString(document);
  }

  private void write(SortedSet<String> names) throws EngineException {
    refuseNewer();
    try {
      AtomicFile.write(file, text(names));
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, "cannot write " + file + ": " + e
          + "; check space and permissions of the state store", "", e);
    }
  }
}
