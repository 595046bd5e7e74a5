package org.puppetporto.embedded.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.ProcFs;
import org.puppetporto.embedded.proto.ErrorCode;

/**
 * The cgroups of one endpoint's containers, nested as the containers are. In version 2 processes live in a
 * group {@code leaf} of their own below the container's, as groups with children must hold no processes.
 */
public final class CgroupTree {
  /** Not "porto...": a portod that starts kills what is in groups of such names that are none of its own. */
  private static final String BASE = "embedded-portod-";
  private static final String LEAF = "leaf";
  private static final String PROCS = "cgroup.procs";
  private static final String TASKS = "tasks";
  private static final String THREADS = "cgroup.threads";
  private final Hierarchies hierarchies;
  private final String base;
  private final IntConsumer kill;

  /**
   * @param dir of the endpoint, which names its groups
   * @param kill ends a process at once
   */
  public CgroupTree(Path dir, IntConsumer kill) {
    this(dir, kill, Hierarchies.detect());
  }

  CgroupTree(Path dir, IntConsumer kill, Hierarchies hierarchies) {
    this.kill = kill;
    this.hierarchies = hierarchies;
    base = BASE + Integer.toHexString(dir.toString().hashCode());
  }

  /** Whether groups of this controller can be made. */
  public boolean has(String controller) {
    return hierarchies.first(controller).isPresent() || hierarchies.secondControllers().contains(controller);
  }

  /** Whether the controller is one of version 2. */
  boolean isSecond(String controller) {
    return hierarchies.first(controller).isEmpty();
  }

  /** The container's group for this controller, if there is one; the root container's is the host's own. */
  Optional<Path> group(Container container, String controller) {
    Optional<Path> root = hierarchies.first(controller);
    if (root.isEmpty() && (controller.equals("cgroup2") || hierarchies.secondControllers()
        .contains(controller))) {
      root = hierarchies.second();
    }
    return root.map(r -> container.isRoot() ? r : r.resolve(base).resolve(holder(container).name()))
        .filter(Files::isDirectory);
  }

  /** Makes the container's groups; its parents' are there already. */
  public void create(Container container) {
    if (holder(container) != container) {
      return;
    }
    for (Path root : hierarchies.roots()) {
      Path group = root.resolve(base).resolve(container.name());
      try {
        Files.createDirectories(group);
        if (isSecond(root)) {
          enableControllers(root, root.relativize(group));
          Files.createDirectories(group.resolve(LEAF));
        } else if (Files.exists(group.resolve("cpuset.cpus"))) {
          inheritCpuset(root, root.relativize(group));
        }
      } catch (IOException e) {
        throw PortoFailure.system(String.valueOf(e.getMessage()), "cannot make cgroup " + group);
      }
    }
  }

  /**
   * Takes the container's groups away, with what its processes made below them and whatever is left in there.
   */
  public void remove(Container container) {
    if (holder(container) != container) {
      return;
    }
    for (Path root : hierarchies.roots()) {
      removeTree(root.resolve(base).resolve(container.name()));
    }
  }

  /** Takes away what holds all the groups, if they are gone. */
  public void removeBase() {
    hierarchies.roots().forEach(root -> removeQuietly(root.resolve(base)));
  }

  /** The files that take a process into the container's groups. */
  public List<Path> procsFiles(Container container) {
    List<Path> files = new ArrayList<>();
    for (Path root : hierarchies.roots()) {
      files.add(joined(root, container).resolve(PROCS));
    }
    return files;
  }

  /** The files that take a single thread in; a version 2 without controllers has no part in that. */
  public List<Path> threadFiles(Container container) {
    List<Path> files = new ArrayList<>();
    for (Path root : hierarchies.roots()) {
      if (!isSecond(root)) {
        files.add(joined(root, container).resolve(TASKS));
      } else if (!hierarchies.secondControllers().isEmpty()) {
        files.add(joined(root, container).resolve(THREADS));
      }
    }
    return files;
  }

  private Path joined(Path root, Container container) {
    Path group = root.resolve(base).resolve(holder(container).name());
    return isSecond(root) ? group.resolve(LEAF) : group;
  }

  private boolean isSecond(Path root) {
    return hierarchies.second().filter(root::equals).isPresent();
  }

  /** Whose groups the container's processes are in: a job is in its parent's. */
  private static Container holder(Container container) {
    boolean job = "job".equals(container.setting("virt_mode")) && container.level() > 1;
    return job ? holder(container.parent()) : container;
  }

  /** Controller and path of each of the container's groups. */
  public Map<String, String> paths(Container container) {
    Map<String, String> paths = new TreeMap<>();
    for (String controller : List.of("memory", "cpu", "cpuacct", "pids", "freezer", "blkio", "cpuset",
        "cgroup2")) {
      group(container, controller).ifPresent(group -> paths.put(controller, group.toString()));
    }
    return paths;
  }

  /** Writes a value to a file of a group. */
  static void write(Path group, String file, String value) throws IOException {
    Files.writeString(group.resolve(file), value, StandardOpenOption.WRITE);
  }

  static PortoFailure refused(IOException e, String what) {
    String reason = String.valueOf(e.getMessage());
    return reason.contains("busy") ? new PortoFailure(ErrorCode.BUSY, what)
        : PortoFailure.system(reason, what);
  }

  private void enableControllers(Path root, Path group) throws IOException {
    Path at = root;
    for (Path step : group) {
      for (String controller : hierarchies.secondControllers()) {
        write(at, "cgroup.subtree_control", "+" + controller);
      }
      at = at.resolve(step);
    }
  }

  private static void inheritCpuset(Path root, Path group) throws IOException {
    Path at = root;
    for (Path step : group) {
      Path below = at.resolve(step);
      for (String file : List.of("cpuset.cpus", "cpuset.mems")) {
        if (ProcFs.read(below.resolve(file)).isBlank()) {
          write(below, file, ProcFs.read(at.resolve(file)).strip());
        }
      }
      at = below;
    }
  }

  /**
   * The kernel may need a moment after the last process; a group that stays is found again at the next start.
   */
  private void removeTree(Path group) {
    if (!Files.isDirectory(group)) {
      return;
    }
    try (DirectoryStream<Path> below = Files.newDirectoryStream(group, Files::isDirectory)) {
      below.forEach(this::removeTree);
    } catch (IOException e) {
      // It went away meanwhile, which is all we want.
      return;
    }
    for (String pid : ProcFs.read(group.resolve(PROCS)).split("\n")) {
      if (!pid.isBlank()) {
        kill.accept(Integer.valueOf(pid));
      }
    }
    if (Files.exists(group.resolve("freezer.state"))) {
      writeQuietly(group, "freezer.state", "THAWED");
    }
    removeQuietly(group);
  }

  private static void writeQuietly(Path group, String file, String value) {
    try {
      write(group, file, value);
    } catch (IOException e) {
      // It went away meanwhile, which is all we want.
      return;
    }
  }

  private static void removeQuietly(Path group) {
    for (int attempt = 0; attempt < 50 && Files.isDirectory(group); attempt++) {
      try {
        Files.delete(group);
      } catch (IOException e) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
