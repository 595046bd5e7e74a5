package org.puppetporto.porto.contract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoException;
import org.puppetporto.porto.Volume;
import org.puppetporto.porto.Volumes;

/** What tests of volumes share: those that they made are gone when they end. */
abstract class VolumesContract extends Contract {
  @TempDir
  Path directory;

  Volumes volumes;
  final List<String> made = new ArrayList<>();

  @BeforeEach
  void takeVolumes() {
    volumes = porto.volumes();
  }

  @AfterEach
  void unlinkAll() throws PortoException {
    for (String path : made) {
      try {
        volumes.unlink(path, "***");
      } catch (PortoException e) {
        if (e.code() != ErrorCode.VOLUME_NOT_FOUND) {
          throw e;
        }
      }
    }
  }

  final Volume volume(String path, Map<String, String> properties) throws PortoException {
    Volume volume = volumes.create(path, properties);
    made.add(volume.path());
    return volume;
  }

  final Volume plain() throws PortoException {
    return volume("", Map.of("backend", "plain"));
  }

  final Path empty(String name) throws Exception {
    return Files.createDirectory(directory.resolve(name));
  }

  final boolean listed(String path) throws PortoException {
    return volumes.list(Optional.empty(), Optional.empty()).stream().anyMatch(v -> v.path().equals(path));
  }
}
