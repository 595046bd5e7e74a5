package org.puppetporto.embedded.volume;

import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.proto.VolumeSpec;

/** One text file for each volume, replaced as a whole. */
final class VolumeStore {
  private static final String SUFFIX = ".volume";
  private final Path dir;

  VolumeStore(Path dir) throws IOException {
    this.dir = Files.createDirectories(dir);
  }

  void save(VolumeSpec volume) {
    Path fresh = dir.resolve(volume.getId() + ".new");
    try {
      Files.writeString(fresh, TextFormat.printer().printToString(volume));
      Files.move(fresh, dir.resolve(volume.getId() + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write down volume " + volume.getPath(), e);
    }
  }

  void remove(String id) {
    try {
      Files.deleteIfExists(dir.resolve(id + SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot forget volume " + id, e);
    }
  }

  List<VolumeSpec> load() throws IOException {
    List<VolumeSpec> volumes = new ArrayList<>();
    try (Stream<Path> files = Files.list(dir)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        volumes.add(TextFormat.parse(Files.readString(file), VolumeSpec.class));
      }
    }
    return volumes;
  }
}
