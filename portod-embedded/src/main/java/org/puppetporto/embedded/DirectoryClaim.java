package org.puppetporto.embedded;

import java.io.Closeable;
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

/**
 * That one endpoint alone keeps its state in a directory: a second one would take the first one's volumes for
 * leftovers and remove them. It ends with the process, whichever way that ends.
 */
final class DirectoryClaim implements Closeable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final FileChannel channel;

  private DirectoryClaim(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Claims a directory.
   *
   * @param patience how long to wait for an endpoint that is about to end
   * @throws IOException when another endpoint keeps it, naming the directory and that one's pid
   */
  static DirectoryClaim of(Path dir, Duration patience) throws IOException, InterruptedException {
    Path file = Files.createDirectories(dir).resolve("lock");
    FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
        StandardOpenOption.WRITE);
    long deadline = System.nanoTime() + patience.toNanos();
    while (lock(channel) == null) {
      if (System.nanoTime() >= deadline) {
        channel.close();
        throw new IOException(dir + " is in use by another endpoint, pid " + Files.readString(file).strip()
            + "; stop that one first, or name another directory");
      }
      Thread.sleep(POLL.toMillis());
    }
    String pid = ProcessHandle.current().pid() + "\n";
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
    return new DirectoryClaim(channel);
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held in this process.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
