package org.puppetporto.cli;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Lines from a channel that does not block. */
final class Replies {
  private static final int CHUNK = 64 << 10;

  private final int longest;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private final Queue<String> lines = new ArrayDeque<>();
  private ByteArrayOutputStream part = new ByteArrayOutputStream();

  /** @param longest most bytes of one line */
  Replies(int longest) {
    this.longest = longest;
  }

  Optional<String> line() {
    return Optional.ofNullable(lines.poll());
  }

  /** Takes what is there now, which may be nothing. */
  void readFrom(ReadableByteChannel channel) throws IOException {
    chunk.clear();
    if (channel.read(chunk) < 0) {
      throw new EOFException("the connection was closed");
    }
    chunk.flip();
    while (chunk.hasRemaining()) {
      byte next = chunk.get();
      if (next == '\n') {
        lines.add(part.toString(StandardCharsets.UTF_8));
        part = new ByteArrayOutputStream();
      } else if (part.size() == longest) {
        throw new IOException("it sends a line of more than " + longest + " bytes");
      } else {
        part.write(next);
      }
    }
  }
}
