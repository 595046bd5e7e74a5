package org.puppetporto.embedded.life;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.puppetporto.embedded.process.Tool;

/** Keeps output files short: what is oldest goes, and half of the limit stays. */
final class Rotation {
  private static final long BLOCK = 4096;
  private static final int LONGEST_CUT_LINE = 16_384;
  private static final int CHUNK = 1 << 16;

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
        blankCutLine(channel, limit);
        return hole;
      }
      if (hole > 0) {
        copyTail(channel, hole);
        blankCutLine(channel, limit);
      }
      return hole;
    }
  }

  /** What is left of the line that was cut through becomes spaces, its end of line too, as portod does. */
  private static void blankCutLine(FileChannel channel, long limit) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(limit / 2, LONGEST_CUT_LINE));
    channel.read(head, 0);
    for (int end = 0; end < head.position(); end++) {
      if (head.get(end) == '\n') {
        byte[] spaces = new byte[end + 1];
        Arrays.fill(spaces, (byte) ' ');
        channel.write(ByteBuffer.wrap(spaces), 0);
        return;
      }
    }
  }

  /**
   * For file systems that cannot cut off a beginning. What is written between the last read and the truncation is
   * lost, so all that came meanwhile is read first.
   */
  private static void copyTail(FileChannel channel, long excess) throws IOException {
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (channel.read(chunk.clear(), excess + tail.size()) > 0) {
      tail.write(chunk.array(), 0, chunk.position());
    }
    channel.truncate(0);
    ByteBuffer kept = ByteBuffer.wrap(tail.toByteArray());
    channel.position(0);
    while (kept.hasRemaining()) {
      channel.write(kept);
    }
  }
}
