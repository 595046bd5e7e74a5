package org.puppetporto.embedded.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.process.Tool;
import org.puppetporto.embedded.proto.ErrorCode;

/** Directories that hold volumes, layers and storages. {@code /place} is the endpoint's own. */
final class Places {
  static final String DEFAULT = "/place";
  private final Path own;

  /** @param own what stands for {@code /place} */
  Places(Path own) {
    this.own = own;
  }

  /** The directory behind a place's name in a request; "" is the endpoint's own. */
  Path resolve(String place) {
    if (place.isEmpty() || place.equals(DEFAULT)) {
      return own;
    }
    Path path = Path.of(place);
    if (!path.isAbsolute() || !path.normalize().equals(path)) {
      throw new PortoFailure(ErrorCode.INVALID_PATH, "Place path must be absolute and normalized: " + place);
    }
    if (!Files.isDirectory(path)) {
      throw new PortoFailure(ErrorCode.INVALID_PATH, "Place path must be directory: " + place);
    }
    return path;
  }

  Path volumes(String place) {
    return made(resolve(place).resolve("porto_volumes"));
  }

  Path layers(String place) {
    return made(resolve(place).resolve("porto_layers"));
  }

  Path storages(String place) {
    return made(resolve(place).resolve("porto_storage"));
  }

  /** Removes a tree whoever owns what is in it. */
  static void remove(Path tree) {
    if (Files.exists(tree, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      Tool.run(List.of("rm", "-rf", "--one-file-system", "--", tree.toString()));
    }
  }

  private static Path made(Path dir) {
    try {
      return Files.createDirectories(dir);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make " + dir, e);
    }
  }
}
