package org.puppetporto.embedded.life;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.puppetporto.embedded.process.ProcFs;

/** What /proc tells of one process, in the units of Porto's properties. */
final class ProcFigures {
  private static final long NS_PER_TICK = 10_000_000;
  private static final int MINOR_FAULTS = 7;
  private static final int MAJOR_FAULTS = 9;
  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  private ProcFigures() {}

  /** Zero for what a process has no part in. */
  static long amount(int pid, String property) {
    switch (property) {
      case "process_count":
        return 1;
      case "thread_count":
        return status(pid).getOrDefault("Threads", 0L);
      case "memory_usage":
        return kilobytes(pid, "VmRSS");
      case "anon_usage":
        return kilobytes(pid, "RssAnon");
      case "cache_usage":
        return kilobytes(pid, "RssFile");
      case "shmem_usage":
        return kilobytes(pid, "RssShmem");
      case "mlock_usage":
        return kilobytes(pid, "VmLck");
      case "minor_faults":
        return stat(pid, MINOR_FAULTS);
      case "major_faults":
        return stat(pid, MAJOR_FAULTS);
      case "cpu_usage":
        return (stat(pid, USER_TICKS) + stat(pid, SYSTEM_TICKS)) * NS_PER_TICK;
      case "cpu_usage_system":
        return stat(pid, SYSTEM_TICKS) * NS_PER_TICK;
      default:
        return 0;
    }
  }

  /** What the whole host has, where no cgroup counts it. */
  static long ofHost(String property) {
    switch (property) {
      case "process_count":
        return ProcessHandle.allProcesses().count();
      case "thread_count":
        String counts = ProcFs.read(Path.of("/proc/loadavg"));
        int slash = counts.indexOf('/');
        return slash < 0 ? 0 : Long.parseLong(counts.substring(slash + 1, counts.indexOf(' ', slash)));
      default:
        return 0;
    }
  }

  private static long kilobytes(int pid, String key) {
    return status(pid).getOrDefault(key, 0L) * 1024;
  }

  private static Map<String, Long> status(int pid) {
    Map<String, Long> values = new HashMap<>();
    for (String line : ProcFs.read(Path.of("/proc/" + pid + "/status")).split("\n")) {
      String[] words = line.split("[:\\s]+");
      if (words.length > 1 && words[1].matches("[0-9]+")) {
        values.put(words[0], Long.valueOf(words[1]));
      }
    }
    return values;
  }

  private static long stat(int pid, int field) {
    String[] fields = ProcFs.stat(pid);
    return fields.length > field ? Long.parseLong(fields[field]) : 0;
  }
}
