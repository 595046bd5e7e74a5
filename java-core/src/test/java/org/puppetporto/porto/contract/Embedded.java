package org.puppetporto.porto.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.EmbeddedPortod;

/** An embedded endpoint in a directory of its own, both gone when it is closed. */
final class Embedded implements AutoCloseable {
  private final Path directory;
  private final EmbeddedPortod portod;

  private Embedded(Path directory, EmbeddedPortod portod) {
    this.directory = directory;
    this.portod = portod;
  }

  static Embedded started() {
    try {
      Path directory = Files.createTempDirectory("porto-contract");
      return new Embedded(directory,
          EmbeddedPortod.start(directory.resolve("portod.socket"), directory.resolve("state")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path socket() {
    return portod.socket();
  }

  EmbeddedPortod portod() {
    return portod;
  }

  @Override
  public void close() throws IOException {
    portod.close();
    List<Path> tree;
    try (Stream<Path> walk = Files.walk(directory)) {
      tree = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : tree) {
      Files.delete(path);
    }
  }
}
