package org.puppetporto.health;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.puppetporto.engine.AtomicFile;
import org.puppetporto.engine.HostPaths;

/**
 * What an agent knows of daemons and the next one is to know, too: one small file in the state store, replaced
 * as a whole, and only when something in it has changed. Without it things begin anew, which is told and
 * hurts nobody.
 *
 * @param <T> what is known of one daemon; equal when nothing has changed
 */
public final class Memory<T> {
  private static final int FORMAT = 1;

  /** How one daemon's part is written and read. */
  public interface Form<T> {
    Map<String, Object> write(T value, Moments moments);

    /**
     * @param moment reads what {@link Moments#written} wrote
     * @throws RuntimeException when the document is none of these
     */
    T read(Map<String, Object> document, ToLongFunction<Object> moment);
  }

  private final Path file;
  private final Moments moments;
  private final Form<T> form;
  private final Consumer<String> out;
  private Map<String, T> last = Map.of();
  private boolean foreign;
  private boolean failing;

  /** @param out takes lines for people */
  Memory(Path file, Moments moments, Form<T> form, Consumer<String> out) {
    this.file = file;
    this.moments = moments;
    this.form = form;
    this.out = out;
  }

  /**
   * The one of a host.
   *
   * @param name the file's, without its suffix
   * @param nanos the monotonic clock whose moments are remembered
   */
  public static <T> Memory<T> of(
      HostPaths paths, String name, LongSupplier nanos, Form<T> form, Consumer<String> out) {
    return new Memory<>(paths.stateDir().resolve("agent").resolve(name + ".json"),
        Moments.of(nanos, Clock.systemUTC()), form, out);
  }

  /** What the last agent has left, by daemon. To be called once, before anything is written. */
  @SuppressWarnings("unchecked")
  public Map<String, T> read() {
    Map<String, T> known = new TreeMap<>();
    try {
      Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
      foreign = document.get("format") instanceof Number format && format.intValue() > FORMAT;
      if (foreign) {
        throw new IllegalArgumentException("a newer porto-daemon wrote it; it is left as it is");
      }
      String boot = (String) document.get("boot");
      ((Map<String, Object>) document.get("daemons")).forEach((name, value) -> known.put(name,
          form.read((Map<String, Object>) value, moment -> moments.read((Map<?, ?>) moment, boot))));
    } catch (NoSuchFileException e) {
      // The first agent on this host.
    } catch (IOException | RuntimeException e) {
      known.clear();
      out.accept(file + " cannot be read, so that what held restarts back begins anew: " + e);
    }
    last = Map.copyOf(known);
    return known;
  }

  /** Remembers this instead of what was remembered before. */
  public void write(Map<String, T> known) {
    if (foreign || known.equals(last)) {
      return;
    }
    Map<String, Object> daemons = new LinkedHashMap<>();
    new TreeMap<>(known).forEach((name, value) -> daemons.put(name, form.write(value, moments)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("boot", moments.boot());
    document.put("daemons", daemons);
    try {
      if (!Files.isDirectory(file.getParent())) {
        Files.createDirectories(file.getParent(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      AtomicFile.write(file, JSON.std.asString(document));
      last = Map.copyOf(known);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        out.accept("cannot remember what holds restarts back for the next agent: " + e
            + "; check space and permissions of the state store");
      }
      failing = true;
    }
  }
}
