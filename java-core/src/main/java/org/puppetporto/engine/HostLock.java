package org.puppetporto.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One lock per host, shared by all front doors. A lock of the kernel on an open file, so it ends with
 * its holder however that dies; the file's text names the holder and its purpose.
 */
public final class HostLock {
  private static final String NAME = "lock";
  private static final String AGENT = "agent";
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Set<StandardOpenOption> OPEN =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  /** Whoever may read a file may lock it for reading, and keep every run of the host waiting. */
  private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
  private final Path file;
  private final Duration patience;
  private final Consumer<String> waiting;

  /**
   * @param runDir where the lock file lies; made when missing
   * @param patience how long to wait for another holder
   */
  public HostLock(Path runDir, Duration patience) {
    this(runDir, patience, text -> { });
  }

  /**
   * As above.
   *
   * @param waiting told once when somebody else has to be waited for
   */
  HostLock(Path runDir, Duration patience, Consumer<String> waiting) {
    this.file = runDir.resolve(NAME);
    this.patience = patience;
    this.waiting = waiting;
  }

  /** The same lock for somebody who hears whom they wait for. */
  HostLock telling(Consumer<String> hearer) {
    return new HostLock(file.getParent(), patience, hearer);
  }

  /** The lock that a running agent holds all the time; nobody waits for it. */
  public static HostLock ofAgent(HostPaths paths) {
    return new HostLock(paths.runDir().resolve(AGENT), Duration.ZERO);
  }

  /** The file of the host's lock, for whoever only wants to know who holds it. */
  public static Path file(HostPaths paths) {
    return paths.runDir().resolve(NAME);
  }

  /** The file of the lock that a running agent holds. */
  public static Path fileOfAgent(HostPaths paths) {
    return paths.runDir().resolve(AGENT).resolve(NAME);
  }

  /** A held lock. */
  public interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes the lock.
   *
   * @param purpose what for, as others will read it: {@code "executing web"}
   * @throws EngineException {@link Fault#LOCKED} naming the holder, when patience runs out; {@link Fault#ACTION}
   *     when there is no locking here at all
   */
  public Held take(String purpose) throws EngineException {
    long end = System.nanoTime() + patience.toNanos();
    ProcessLock within = ProcessLock.of(file);
    try {
      if (!within.take(Duration.ZERO)) {
        tell(within.holder());
        if (!within.take(patience)) {
          throw busy(within.holder());
        }
      }
    } catch (InterruptedException e) {
      throw interrupted();
    }
    boolean taken = false;
    try {
      FileChannel channel = locked(end);
      String holder = "pid " + ProcessHandle.current().pid() + ", " + purpose + ", since "
          + Instant.now().truncatedTo(ChronoUnit.SECONDS);
      within.held(holder);
      taken = true;
      note(channel, holder);
      return () -> {
        release(channel);
        within.release();
      };
    } catch (IOException e) {
      throw new EngineException(Fault.ACTION,
          "cannot lock " + file + ": " + e + "; run as root, or set PORTO_DAEMON_RUN_DIR", "", e);
    } finally {
      if (!taken) {
        within.release();
      }
    }
  }

  /** Takes the lock if nobody holds it. */
  Optional<Held> tryTake(String purpose) throws EngineException {
    try {
      return Optional.of(new HostLock(file.getParent(), Duration.ZERO).take(purpose));
    } catch (EngineException e) {
      if (e.getCause() != null) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private FileChannel locked(long end) throws IOException, EngineException {
    Files.createDirectories(file.getParent());
    FileChannel channel = FileChannel.open(file, OPEN, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    boolean locked = false;
    try {
      narrow();
      await(channel, end);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** One that lies there already may be of a version that let others read it. */
  private void narrow() throws IOException {
    if (!Files.getPosixFilePermissions(file).equals(OWNER_ONLY)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
    }
  }

  private void await(FileChannel channel, long end) throws IOException, EngineException {
    boolean told = false;
    while (channel.tryLock() == null) {
      if (!told && end - System.nanoTime() > 0) {
        told = true;
        tell(Files.readString(file));
      }
      if (System.nanoTime() - end >= 0) {
        throw busy(Files.readString(file));
      }
      try {
        Thread.sleep(STEP.toMillis());
      } catch (InterruptedException e) {
        throw interrupted();
      }
    }
  }

  private void tell(String holder) {
    if (!patience.isZero()) {
      waiting.accept("another run holds " + file + " (" + holder + "); waiting for at most "
          + patience.toSeconds() + " s");
    }
  }

  /** For people only: a text that cannot be written does not cost the lock. */
  private static void note(FileChannel channel, String holder) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      // A full disk; what the holder does will say so.
    }
  }

  private EngineException busy(String holder) {
    return new EngineException(Fault.LOCKED, "another run holds " + file + " (" + holder + "), waited "
        + patience.toSeconds() + " s; let it end, then run again");
  }

  private EngineException interrupted() {
    Thread.currentThread().interrupt();
    return new EngineException(Fault.LOCKED, "interrupted while waiting for " + file);
  }

  private static void release(FileChannel channel) {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      // The text stays; the lock goes with the channel.
    }
    try {
      channel.close();
    } catch (IOException e) {
      // The kernel lets go of the lock with the process at the latest.
    }
  }
}
