package org.puppetporto.agent.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Bytes that came in, cut into lines. Holds no more memory than what waits in it. */
final class Lines {
  private static final byte[] NOTHING = new byte[0];
  private byte[] bytes = NOTHING;
  private int size;
  private int searched;

  void add(ByteBuffer more) {
    int count = more.remaining();
    if (size + count > bytes.length) {
      // At least by a half, so that a long message that comes in pieces is not copied for each.
      bytes = Arrays.copyOf(bytes, Math.max(size + count, bytes.length + (bytes.length >> 1)));
    }
    more.get(bytes, size, count);
    size += count;
  }

  int size() {
    return size;
  }

  /** The next whole line, without its end; empty when there is none. */
  Optional<String> next() {
    while (searched < size) {
      if (bytes[searched] == '\n') {
        String line = new String(bytes, 0, searched, StandardCharsets.UTF_8);
        drop(searched + 1);
        return Optional.of(line);
      }
      searched++;
    }
    return Optional.empty();
  }

  private void drop(int count) {
    size -= count;
    bytes = size == 0 ? NOTHING : Arrays.copyOfRange(bytes, count, count + size);
    searched = 0;
  }
}
