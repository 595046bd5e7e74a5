package org.puppetporto.embedded.life;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.puppetporto.embedded.model.Container;

/** Where the endpoint keeps what belongs to a container: its records, and its working directory. */
public final class Places {
  private static final String NULL = "/dev/null";
  private static final String REDIRECT = "/dev/fd/";
  private final Path dir;
  private final Path place;

  /** @param place where working directories are, beside volumes and layers */
  public Places(Path dir, Path place) {
    this.dir = dir;
    this.place = place;
  }

  /** Working directories are below it, by container name. */
  public Path place() {
    return place.resolve("porto");
  }

  /** Records of the container's current process. Only the endpoint's own user may look. */
  public Path runDir(Container container) {
    return dir.resolve("run/" + container.id());
  }

  public Path workDir(Container container) {
    return place().resolve(container.name());
  }

  /** Makes both directories, the working directory owned as given. */
  void create(Container container) {
    try {
      Files.createDirectories(runDir(container),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.createDirectories(workDir(container));
      own(workDir(container), container.task().uid(), container.task().gid());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the directories of container " + container.name(), e);
    }
  }

  /** Writes a file that the container is going to see, beside the records of its process. */
  Path runFile(Container container, String name, String content) {
    Path file = runDir(container).resolve(name);
    try {
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file, e);
    }
  }

  /** Makes the files for output that nobody is going to write. */
  void createStreams(Container container) {
    try {
      for (String stream : List.of("stdout", "stderr")) {
        Path file = workDir(container).resolve(stream);
        if (!Files.exists(file)) {
          Files.createFile(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the output files of container " + container.name(), e);
    }
  }

  /** Takes away what a stopped container leaves nothing in. */
  void removeWorkDir(Container container) {
    remove(workDir(container));
  }

  void removeRunDir(Container container) {
    remove(runDir(container));
  }

  /**
   * The file behind a stream's path.
   *
   * @param chosen whether the path was set; the default name is a file in the working directory
   * @param clientPid whose descriptors {@code /dev/fd/N} means
   */
  String stream(Container container, String path, int clientPid, String cwd, String root, boolean chosen) {
    if (path.isEmpty() || path.equals(NULL)) {
      return NULL;
    }
    if (path.startsWith(REDIRECT)) {
      return "/proc/" + clientPid + "/fd/" + path.substring(REDIRECT.length());
    }
    if (!chosen) {
      return workDir(container).resolve(path).toString();
    }
    return Path.of(root + "/" + (path.startsWith("/") ? path : cwd + "/" + path)).normalize().toString();
  }

  private static void own(Path path, int uid, int gid) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    if ((int) Files.getAttribute(path, "unix:uid") != uid || (int) Files.getAttribute(path,
        "unix:gid") != gid) {
      Files.setAttribute(path, "unix:uid", uid);
      Files.setAttribute(path, "unix:gid", gid);
    }
  }

  private static void remove(Path tree) {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + tree, e);
    }
  }
}
