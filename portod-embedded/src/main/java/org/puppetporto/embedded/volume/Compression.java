package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.puppetporto.embedded.form.PortoFailure;

/** What tar is told of an archive's compression: by the word given, else by its first bytes. */
final class Compression {
  private static final int USTAR = 257;

  private Compression() {}

  /** For an archive that is there; a word of "" means that its bytes tell. */
  static String toRead(Path archive, String word) {
    return word.isEmpty() ? detected(archive) : named(archive, word);
  }

  /** For an archive that is to be; a word of "" means that its name tells. */
  static String toWrite(Path archive, String word) {
    return word.isEmpty() ? "--auto-compress" : named(archive, word);
  }

  private static String named(Path archive, String word) {
    return switch (word) {
      case "tar" -> "--no-auto-compress";
      case "tgz", "tar.gz" -> "--gzip";
      case "txz", "tar.xz" -> "--xz";
      case "tzst", "tar.zst" -> "--zstd";
      case "tbz2", "tar.bz2" -> "--bzip2";
      default -> throw PortoFailure.invalidValue("Unknown archive " + archive + " compression " + word);
    };
  }

  private static String detected(Path archive) {
    String bytes = firstBytes(archive);
    if (bytes.startsWith("\u00fd7zXZ\0")) {
      return "--xz";
    }
    if (bytes.startsWith("\u001f\u008b\b")) {
      return "--gzip";
    }
    if (bytes.startsWith("(\u00b5/\u00fd")) {
      return "--zstd";
    }
    if (bytes.startsWith("BZh")) {
      return "--bzip2";
    }
    if (bytes.startsWith("ustar", USTAR)) {
      return "--no-auto-compress";
    }
    throw PortoFailure.invalidValue("Cannot detect archive " + archive + " compression by magic");
  }

  private static String firstBytes(Path archive) {
    try (InputStream in = Files.newInputStream(archive)) {
      return new String(in.readNBytes(USTAR + 8), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + archive, e);
    }
  }
}
