package org.puppetporto.embedded.cgroup;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.process.ProcFs;

/** What cgroups count, in the units of Porto's properties. */
public final class CgroupFigures {
  private static final long NS_PER_TICK = 10_000_000;
  private static final long NS_PER_US = 1000;
  private static final Map<String, List<String>> MEMORY_STAT = Map.of(
      "anon_usage", List.of("total_rss", "anon"),
      "cache_usage", List.of("total_cache", "file"),
      "shmem_usage", List.of("total_shmem", "shmem"),
      "mlock_usage", List.of("total_unevictable", "unevictable"),
      "major_faults", List.of("total_pgmajfault", "pgmajfault"));
  private final CgroupTree tree;

  public CgroupFigures(CgroupTree tree) {
    this.tree = tree;
  }

  /** A single amount by the property's name; empty when no cgroup counts it. */
  public OptionalLong amount(Container container, String property) {
    switch (property) {
      case "memory_usage":
        return number(container, "memory", "memory.usage_in_bytes", "memory.current");
      case "minor_faults":
        return memoryStat(container, List.of("total_pgfault", "pgfault"),
            List.of("total_pgmajfault", "pgmajfault"));
      case "oom_kills", "oom_kills_total":
        return tree.group(container, "memory").map(group -> OptionalLong.of(oomKills(group)))
            .orElse(OptionalLong.empty());
      case "cpu_usage":
        return cpuUsage(container);
      case "cpu_usage_system":
        return cpuSystem(container);
      case "cpu_throttled":
        return tree.group(container, "cpu").map(group -> OptionalLong.of(throttled(group)))
            .orElse(OptionalLong.empty());
      case "thread_count":
        return number(container, "pids", "pids.current", "pids.current");
      default:
        return MEMORY_STAT.containsKey(property) ? memoryStat(container, MEMORY_STAT.get(property), List.of())
            : OptionalLong.empty();
    }
  }

  /** A map of amounts by the property's name. */
  public Map<String, String> map(Container container, String property) {
    switch (property) {
      case "cgroups":
        return tree.paths(container);
      case "cpu_pressure", "memory_pressure", "io_pressure":
        return pressure(container, property.replace("_pressure", ".pressure"));
      case "io_read":
        return io(container, "blkio.throttle.io_service_bytes_recursive", "Read");
      case "io_write":
        return io(container, "blkio.throttle.io_service_bytes_recursive", "Write");
      case "io_ops":
        return io(container, "blkio.throttle.io_serviced_recursive", "Total");
      case "io_read_ops":
        return io(container, "blkio.throttle.io_serviced_recursive", "Read");
      case "io_write_ops":
        return io(container, "blkio.throttle.io_serviced_recursive", "Write");
      default:
        return Map.of();
    }
  }

  private static long oomKills(Path group) {
    Map<String, Long> first = numbers(group.resolve("memory.oom_control"));
    return first.containsKey("oom_kill") ? first.get("oom_kill")
        : numbers(group.resolve("memory.events")).getOrDefault("oom_kill", 0L);
  }

  private OptionalLong cpuUsage(Container container) {
    OptionalLong first = number(container, "cpuacct", "cpuacct.usage", "cpuacct.usage");
    return first.isPresent() || !tree.isSecond("cpu") ? first : cpuStat(container, "usage_usec", NS_PER_US);
  }

  private OptionalLong cpuSystem(Container container) {
    Optional<Path> group = tree.group(container, "cpuacct");
    if (group.isPresent() && !tree.isSecond("cpuacct")) {
      return OptionalLong.of(numbers(group.get().resolve("cpuacct.stat"))
          .getOrDefault("system", 0L) * NS_PER_TICK);
    }
    return tree.isSecond("cpu") ? cpuStat(container, "system_usec", NS_PER_US) : OptionalLong.empty();
  }

  private OptionalLong cpuStat(Container container, String key, long unit) {
    return tree.group(container, "cpu")
        .map(group -> OptionalLong.of(numbers(group.resolve("cpu.stat")).getOrDefault(key, 0L) * unit))
        .orElse(OptionalLong.empty());
  }

  private static long throttled(Path group) {
    Map<String, Long> stat = numbers(group.resolve("cpu.stat"));
    return stat.containsKey("throttled_time") ? stat.get("throttled_time")
        : stat.getOrDefault("throttled_usec", 0L) * NS_PER_US;
  }

  private OptionalLong memoryStat(Container container, List<String> keys, List<String> without) {
    return tree.group(container, "memory").map(group -> {
      Map<String, Long> stat = numbers(group.resolve("memory.stat"));
      return OptionalLong.of(anyOf(stat, keys) - anyOf(stat, without));
    }).orElse(OptionalLong.empty());
  }

  private static long anyOf(Map<String, Long> stat, List<String> keys) {
    return keys.stream().filter(stat::containsKey).findFirst().map(stat::get).orElse(0L);
  }

  private OptionalLong number(Container container, String controller, String firstFile, String secondFile) {
    String text = tree.group(container, controller)
        .map(group -> ProcFs.read(group.resolve(tree.isSecond(controller) ? secondFile : firstFile)).strip())
        .orElse("");
    return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
  }

  private Map<String, String> pressure(Container container, String file) {
    Map<String, String> map = new TreeMap<>();
    tree.group(container, "cgroup2").ifPresent(group -> {
      for (String line : ProcFs.read(group.resolve(file)).split("\n")) {
        int total = line.indexOf("total=");
        if (total >= 0) {
          map.put(line.substring(0, line.indexOf(' ')), line.substring(total + "total=".length()).strip());
        }
      }
    });
    return map;
  }

  private Map<String, String> io(Container container, String file, String operation) {
    Map<String, String> map = new TreeMap<>();
    tree.group(container, "blkio").filter(group -> !tree.isSecond("blkio")).ifPresent(group -> {
      long sum = 0;
      for (String line : ProcFs.read(group.resolve(file)).split("\n")) {
        String[] words = line.split(" ");
        if (words.length == 3 && words[1].equals(operation)) {
          sum += Long.parseLong(words[2]);
          map.put(deviceName(words[0]), words[2]);
        }
      }
      map.put("hw", Long.toString(sum));
    });
    return map;
  }

  private static String deviceName(String numbers) {
    for (String line : ProcFs.read(Path.of("/sys/dev/block/" + numbers + "/uevent")).split("\n")) {
      if (line.startsWith("DEVNAME=")) {
        return line.substring("DEVNAME=".length());
      }
    }
    return numbers;
  }

  private static Map<String, Long> numbers(Path file) {
    Map<String, Long> numbers = new HashMap<>();
    for (String line : ProcFs.read(file).split("\n")) {
      String[] words = line.split(" ");
      if (words.length == 2 && words[1].matches("[0-9]+")) {
        numbers.put(words[0], Long.valueOf(words[1]));
      }
    }
    return numbers;
  }
}
