package org.puppetporto.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * One lock per host, shared by all front doors. A lock of the kernel on an open file, so it ends with
 * its holder however that dies; the file's text names the holder and its purpose.
 */
public final class HostLock {
  private static final Duration STEP = Duration.ofMillis(100);
  private final Path file;
  private final Duration patience;

  /**
   * @param runDir where the lock file lies; made when missing
   * @param patience how long to wait for another holder
   */
  public HostLock(Path runDir, Duration patience) {
    this.file = runDir.resolve("lock");
    this.patience = patience;
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
   * @throws EngineException {@link Fault#LOCKED} naming the holder, when patience runs out
   */
  public Held take(String purpose) throws EngineException {
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel = FileChannel.open(
          file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        await(channel);
        String holder = "pid " + ProcessHandle.current().pid() + ", " + purpose + ", since " + Instant.now();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      } catch (IOException | EngineException | RuntimeException e) {
        channel.close();
        throw e;
      }
      return () -> release(channel);
    } catch (IOException e) {
      throw new EngineException(Fault.LOCKED,
          "cannot lock " + file + ": " + e + "; run as root, or set PORTO_DAEMON_RUN_DIR", "", e);
    }
  }

  private void await(FileChannel channel) throws IOException, EngineException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock != null) {
        return;
      }
      if (System.nanoTime() - end >= 0) {
        throw new EngineException(Fault.LOCKED, "another run holds " + file + " ("
            + Files.readString(file) + "), waited " + patience.toSeconds()
            + " s; let it end, then run again");
      }
      try {
        Thread.sleep(STEP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EngineException(Fault.LOCKED, "interrupted while waiting for " + file);
      }
    }
  }

  private static void release(FileChannel channel) {
    try {
      channel.truncate(0);
      channel.close();
    } catch (IOException e) {
      // The kernel lets go of the lock with the process at the latest.
    }
  }
}
