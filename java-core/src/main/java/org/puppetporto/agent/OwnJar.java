package org.puppetporto.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.jar.JarFile;

/** The jar this process runs from: pluginsync replaces it under its feet. */
final class OwnJar {
  private record Identity(Object key, long size, long modified) {}

  private final Optional<Path> jar;
  private final Optional<Identity> atStart;

  /** @param jar where the core lies; empty when it does not run from a jar */
  OwnJar(Optional<Path> jar) {
    this.jar = jar;
    this.atStart = jar.flatMap(OwnJar::identity);
  }

  static OwnJar found() {
    try {
      Path place = Path.of(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new OwnJar(Optional.of(place).filter(Files::isRegularFile));
    } catch (URISyntaxException e) {
      return new OwnJar(Optional.empty());
    }
  }

  /** Where the core lies; empty when it does not run from a jar. */
  Optional<Path> path() {
    return jar;
  }

  /** Whether another whole jar lies there now; one that is missing, or half written, does not count. */
  boolean replaced() {
    Optional<Identity> now = jar.flatMap(OwnJar::identity);
    return now.isPresent() && !now.equals(atStart) && whole(jar.get());
  }

  private static Optional<Identity> identity(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Identity(
          String.valueOf(found.fileKey()), found.size(), found.lastModifiedTime().toMillis()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean whole(Path file) {
    try (JarFile opened = new JarFile(file.toFile())) {
      return opened.getManifest() != null;
    } catch (IOException e) {
      return false;
    }
  }
}
