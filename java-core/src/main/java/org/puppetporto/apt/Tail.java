package org.puppetporto.apt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Follows what another process appends to a file: whole lines only, whatever bytes they hold. */
final class Tail implements AutoCloseable {
  private final InputStream input;
  private final Consumer<String> lines;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[8192];

  /** Starts at a given offset, in bytes. */
  Tail(Path file, long from, Consumer<String> lines) throws IOException {
    this.input = Files.newInputStream(file);
    this.lines = lines;
    input.skipNBytes(from);
  }

  /** Reads what has come since the last call. */
  void advance() throws IOException {
    for (int count = input.read(buffer); count > 0; count = input.read(buffer)) {
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          flush();
        } else {
          begun.write(buffer[i]);
        }
      }
    }
  }

  /** Reads to the end; a last line without a newline counts. */
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
