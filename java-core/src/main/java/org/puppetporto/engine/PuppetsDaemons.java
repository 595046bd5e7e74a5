package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which daemons the last Puppet run declared, in whatever way, so that a file that declares one of them, too,
 * yields to it: also one that Puppet wants absent, or that came up through a file first.
 */
public final class PuppetsDaemons {
  private static final int FORMAT = 1;

  private final Path file;

  /** @param stateDir the state store's directory */
  public PuppetsDaemons(Path stateDir) {
    this.file = stateDir.resolve("puppet.json");
  }

  /**
   * Whether Puppet declares it: in its last run, or what is CURRENT.
   *
   * @throws EngineException when it cannot be told, since neither answer is safe
   */
  public boolean declares(String name, HostState stored) throws EngineException {
    return stored.byPuppet(name) || read().contains(name);
  }

  /** Notes what a run declares. One that declares nothing has no say; before there is a store, nothing is noted. */
  public void note(Collection<String> names) throws EngineException {
    if (!names.isEmpty() && Files.isDirectory(file.getParent())) {
      write(new TreeSet<>(names));
    }
  }

  /** A file was applied by hand: it counts from now on, until a Puppet run declares the daemon again. */
  public void forget(String name) throws EngineException {
    SortedSet<String> noted = read();
    if (noted.remove(name)) {
      write(noted);
    }
  }

  private SortedSet<String> read() throws EngineException {
    try {
      Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
      if (!Integer.valueOf(FORMAT).equals(document.get("format"))
          || !(document.get("daemons") instanceof List<?> names)) {
        throw new IOException("it is not in the format " + FORMAT);
      }
      SortedSet<String> read = new TreeSet<>();
      names.forEach(name -> read.add(String.valueOf(name)));
      return read;
    } catch (NoSuchFileException e) {
      return new TreeSet<>();
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, file + ": which daemons Puppet declares cannot be read: "
          + e.getMessage() + "; remove the file, the next Puppet run writes it anew", "", e);
    }
  }

  private void write(SortedSet<String> names) throws EngineException {
    try {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("format", FORMAT);
      document.put("daemons", names);
      String text = JSON.std.asString(document);
      if (!Files.exists(file) || !Files.readString(file).equals(text)) {
        AtomicFile.write(file, text);
      }
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION, "cannot write " + file + ": " + e
          + "; check space and permissions of the state store", "", e);
    }
  }
}
