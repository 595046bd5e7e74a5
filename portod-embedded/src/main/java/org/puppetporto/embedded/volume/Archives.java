package org.puppetporto.embedded.volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.process.Tool;

/** Tarballs: trees out of them and into them. */
final class Archives {
  private Archives() {}

  /** Packs a tree into a tarball that is not there yet. */
  static void pack(Path tree, String tarball, String compress) {
    Path archive = absolute(tarball);
    if (Files.exists(archive)) {
      throw PortoFailure.invalidValue("archive already exists");
    }
    Tool.run(List.of("tar", "--create", "--numeric-owner", "--xattrs",
        Compression.toWrite(archive, compress), "--file", archive.toString(),
        "--directory", tree.toString(), "."));
  }

  /** The tarball, if there is one. */
  static Path found(String tarball) {
    Path archive = absolute(tarball);
    if (!Files.exists(archive)) {
      throw PortoFailure.invalidValue("archive not found");
    }
    if (!Files.isRegularFile(archive)) {
      throw PortoFailure.invalidValue("archive not a file");
    }
    return archive;
  }

  static void unpack(Path archive, Path into, String compress) {
    Tool.run(List.of("tar", "--extract", "--numeric-owner", "--preserve-permissions", "--xattrs",
        Compression.toRead(archive, compress), "--file", archive.toString(), "--directory", into.toString()));
  }

  private static Path absolute(String tarball) {
    if (!tarball.startsWith("/")) {
      throw PortoFailure.invalidValue("archive path must be absolute");
    }
    return Path.of(tarball);
  }
}
