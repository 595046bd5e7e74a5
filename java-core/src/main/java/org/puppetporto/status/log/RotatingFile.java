package org.puppetporto.status.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Lines in a file that is closed when it gets too long. Opened for every line, so that several processes
 * may write and an administrator may move it away; each line is one append.
 */
final class RotatingFile {
  private static final FileAttribute<?> MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private final LogSettings settings;

  RotatingFile(LogSettings settings) {
    this.settings = settings;
  }

  /** Appends a line, whole or not at all as far as the file system can. */
  synchronized void append(String line) throws IOException {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    Path file = settings.file();
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    if (Files.isRegularFile(file) && Files.size(file) + bytes.length > settings.maxBytes()) {
      rotate();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND), MODE)) {
      channel.write(ByteBuffer.wrap(bytes));
    }
  }

  private void rotate() throws IOException {
    if (settings.keep() == 0) {
      Files.deleteIfExists(settings.file());
      return;
    }
    for (int part = settings.keep() - 1; part >= 0; part--) {
      if (Files.exists(part(part))) {
        Files.move(part(part), part(part + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path part(int number) {
    Path file = settings.file();
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }
}
