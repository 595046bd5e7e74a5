package org.puppetporto.apt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Follows what another process writes into a file or a pipe: whole lines only, whatever bytes they hold. Never waits
 * for more than there is, since what a program leaves in the background may hold on to its output for good.
 */
final class Tail implements AutoCloseable {
  private final InputStream input;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[8192];

  Tail(InputStream input, Consumer<String> lines) {
    this.input = input;
    this.lines = lines;
  }

  /** Of a file, from a given offset in bytes. */
  static Tail of(Path file, long from, Consumer<String> lines) throws IOException {
    InputStream input = Files.newInputStream(file);
    input.skipNBytes(from);
    return new Tail(input, lines);
  }

  /** Reads what has come since the last call. */
  void advance() throws IOException {
    while (input.available() > 0) {
      int count = input.read(buffer);
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          flush();
        } else {
          begun.write(buffer[i]);
        }
      }
    }
  }

  /** Reads what there is still; a last line without a newline counts. */
  void finish() throws IOException {
    advance();
    if (begun.size() > 0) {
      flush();
    }
  }

  private void flush() {
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    lines.accept(line);
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
