package org.puppetporto.apt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A .deb file: an ar archive (deb(5)) whose members' headers give their sizes. */
final class DebArchive {
  private static final String MAGIC = "!<arch>\n";
  private static final int HEADER = 60;
  private static final int SIZE_AT = 48;
  private static final int SIZE_LENGTH = 10;

  private DebArchive() {}

  /** Whether the file is there to its last byte; what a broken download or a full disk leaves is not. */
  static boolean complete(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (!text(channel, 0, MAGIC.length()).equals(MAGIC)) {
        return false;
      }
      long at = MAGIC.length();
      int members = 0;
      while (at + HEADER <= size) {
        String length = text(channel, at + SIZE_AT, SIZE_LENGTH).strip();
        at += HEADER + Long.parseLong(length);
        // Members begin at even offsets; the filler after the last one may be missing.
        at += at < size ? at & 1 : 0;
        members++;
      }
      return at == size && members >= 3;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private static String text(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
      // A read may return less than was asked for.
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
  }
}
