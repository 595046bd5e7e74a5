package org.puppetporto.embedded.life;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.puppetporto.embedded.process.Tool;

/** Keeps output files short: what is oldest goes, and half of the limit stays. */
final class Rotation {
  private static final long BLOCK = 4096;

  private Rotation() {}

  /** How many bytes were dropped from the file's beginning. Whoever writes must append. */
  static long rotate(Path file, long limit) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size <= limit || size <= BLOCK) {
        return 0;
      }
      long excess = size - limit / 2;
      long hole = excess - excess % BLOCK;
      if (hole > 0 && Tool.succeeds(List.of("fallocate", "--collapse-range", "--offset", "0", "--length",
          Long.toString(hole), file.toString()))) {
        return hole;
      }
      return hole > 0 ? copyTail(channel, size, hole) : 0;
    }
  }

  /** For file systems that cannot cut off a beginning. */
  private static long copyTail(FileChannel channel, long size, long excess) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate((int) (size - excess));
    while (tail.hasRemaining() && channel.read(tail, excess + tail.position()) > 0) {
      continue;
    }
    tail.flip();
    channel.truncate(0);
    channel.position(0);
    while (tail.hasRemaining()) {
      channel.write(tail);
    }
    return excess;
  }
}
