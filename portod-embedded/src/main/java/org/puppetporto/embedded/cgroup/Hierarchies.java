package org.puppetporto.embedded.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.puppetporto.embedded.process.ProcFs;

/**
 * The machine's cgroup hierarchies that we may write to: one for each controller of version 1, and the one of
 * version 2 with the controllers it has.
 */
final class Hierarchies {
  private static final Set<String> USED = Set.of("memory", "cpu", "cpuacct", "pids", "freezer", "blkio",
      "cpuset");
  private final Map<String, Path> first;
  private final Path second;
  private final Set<String> secondControllers;

  private Hierarchies(Map<String, Path> first, Path second, Set<String> secondControllers) {
    this.first = Map.copyOf(first);
    this.second = second;
    this.secondControllers = Set.copyOf(secondControllers);
  }

  /** Looks at what is mounted where. */
  static Hierarchies detect() {
    Map<String, Path> first = new HashMap<>();
    Path second = null;
    for (String line : ProcFs.read(Path.of("/proc/self/mounts")).split("\n")) {
      String[] words = line.split(" ");
      Path mount = Path.of(words.length > 3 ? words[1] : "/");
      if (words.length > 3 && words[2].equals("cgroup") && isWritable(mount)) {
        for (String option : words[3].split(",")) {
          if (USED.contains(option)) {
            first.put(option, mount);
          }
        }
      } else if (words.length > 3 && words[2].equals("cgroup2") && isWritable(mount)) {
        second = mount;
      }
    }
    return of(first, second);
  }

  /** @param second where version 2 is mounted; null when it is not */
  static Hierarchies of(Map<String, Path> first, Path second) {
    Set<String> controllers = new HashSet<>();
    if (second != null) {
      controllers.addAll(Arrays.asList(ProcFs.read(second.resolve("cgroup.controllers")).strip().split(" ")));
      controllers.retainAll(USED);
    }
    return new Hierarchies(first, second, controllers);
  }

  /** Where version 1 has this controller. */
  Optional<Path> first(String controller) {
    return Optional.ofNullable(first.get(controller));
  }

  /** Where version 2 is, with or without controllers. */
  Optional<Path> second() {
    return Optional.ofNullable(second);
  }

  Set<String> secondControllers() {
    return secondControllers;
  }

  /** The roots of everything that is used, each once. */
  Set<Path> roots() {
    Set<Path> roots = new HashSet<>(first.values());
    second().ifPresent(roots::add);
    return roots;
  }

  private static boolean isWritable(Path mount) {
    Path probe = mount.resolve("embedded-portod-probe-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(probe);
      Files.delete(probe);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
