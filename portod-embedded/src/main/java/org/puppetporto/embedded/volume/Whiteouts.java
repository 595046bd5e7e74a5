package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.process.Tool;

/** Turns the marks for deleted files of docker's tarballs (aufs) into those of overlayfs. */
final class Whiteouts {
  private static final String PREFIX = ".wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private Whiteouts() {}

  static void convert(Path layer) {
    try (Stream<Path> files = Files.walk(layer)) {
      for (Path mark : files.filter(f -> f.getFileName().toString().startsWith(PREFIX)).toList()) {
        String name = mark.getFileName().toString();
        Files.delete(mark);
        if (name.equals(OPAQUE)) {
          Tool.run(List.of("setfattr", "-n", "trusted.overlay.opaque", "-v", "y",
              mark.getParent().toString()));
        } else if (!name.startsWith(PREFIX + PREFIX)) {
          Path deleted = mark.resolveSibling(name.substring(PREFIX.length()));
          Tool.run(List.of("mknod", deleted.toString(), "c", "0", "0"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot convert layer " + layer, e);
    }
  }
}
