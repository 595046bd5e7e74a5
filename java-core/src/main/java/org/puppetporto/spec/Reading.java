package org.puppetporto.spec;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Says in words why a file could not be read. */
public final class Reading {
  private Reading() {}

  public static String failed(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return file + ": there is no such file or directory; check the path";
    }
    if (e instanceof AccessDeniedException) {
      return file + ": it may not be read by this user; run as root, or change its mode";
    }
    if (e instanceof NotDirectoryException) {
      return file + ": this is no directory; give a file with -f";
    }
    if (Files.isDirectory(file)) {
      return file + ": this is a directory; give it with -d";
    }
    return file + ": cannot be read: " + e.getMessage() + "; check the file";
  }
}
