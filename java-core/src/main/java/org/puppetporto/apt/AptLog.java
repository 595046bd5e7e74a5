package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One file for the output of each transaction, readable by root only; the last ones are kept. */
final class AptLog {
  private static final int KEPT = 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

  private final Path folder;

  AptLog(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Makes a new, empty file, named after the moment so that names sort by time. */
  Path begin(String tool) throws AptException {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Path file = Files.createTempFile(folder, STAMP.format(Instant.now()) + "-" + tool + "-", ".log");
      dropOld();
      return file;
    } catch (IOException e) {
      throw new AptException(
          AptException.Reason.NO_SPACE,
          "cannot write the log of " + tool + " below " + folder + ": " + e
              + "; nothing was changed; is the file system full or read-only?",
          e);
    }
  }

  private void dropOld() throws IOException {
    List<Path> logs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.log")) {
      files.forEach(logs::add);
    }
    Collections.sort(logs);
    for (Path old : logs.subList(0, Math.max(0, logs.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }
}
