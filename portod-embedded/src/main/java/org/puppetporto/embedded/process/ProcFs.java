package org.puppetporto.embedded.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Processes as /proc shows them. Processes that are gone have no figures and no children. */
public final class ProcFs {
  private static final Path PROC = Path.of("/proc");
  private static final String GUEST = "porto-guest: co";
  private static final int STATE_FIELD = 0;
  private static final int PARENT_FIELD = 1;
  private static final int START_FIELD = 19;
  /** What the kernel tells times in, whatever it counts in itself. */
  private static final int TICKS_PER_SECOND = 100;
  private static final int CAP_SYS_RESOURCE = 24;

  private ProcFs() {}

  /** When it started, in clock ticks since boot; 0 when it is gone. */
  public static long startTicks(int pid) {
    String[] fields = stat(pid);
    return fields.length > START_FIELD ? Long.parseLong(fields[START_FIELD]) : 0;
  }

  /** Clock ticks since boot, as processes' starts are told in. */
  public static long ticksNow() {
    String uptime = read(PROC.resolve("uptime")).split(" ")[0];
    return Math.round(Double.parseDouble(uptime) * TICKS_PER_SECOND);
  }

  /** Whether this very process is there and not a zombie. */
  public static boolean isAlive(int pid, long ticks) {
    String[] fields = stat(pid);
    return fields.length > START_FIELD && !fields[STATE_FIELD].equals("Z") && !fields[STATE_FIELD].equals("X")
        && Long.parseLong(fields[START_FIELD]) == ticks;
  }

  /**
   * The host's pid of a process that another one calls by a pid of its own namespace.
   *
   * @return 0 when there is no such process
   */
  public static int hostPid(int pid, int speaker) {
    String namespace = namespace(speaker);
    if (namespace.equals(namespace((int) ProcessHandle.current().pid()))) {
      return pid;
    }
    return ProcessHandle.allProcesses().mapToInt(process -> (int) process.pid())
        .filter(host -> innermostPid(host) == pid && namespace(host).equals(namespace)).findFirst().orElse(0);
  }

  /** What a process is called in the innermost pid namespace that it is in. */
  private static int innermostPid(int pid) {
    for (String line : read(PROC.resolve(pid + "/status")).split("\n")) {
      if (line.startsWith("NSpid:")) {
        String[] pids = line.split("\\s+");
        return Integer.parseInt(pids[pids.length - 1]);
      }
    }
    return 0;
  }

  private static String namespace(int pid) {
    try {
      return Files.readSymbolicLink(PROC.resolve(pid + "/ns/pid")).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether this process may raise hard limits of processes: CAP_SYS_RESOURCE. */
  public static boolean mayRaiseLimits() {
    for (String line : read(PROC.resolve("self/status")).split("\n")) {
      if (line.startsWith("CapEff:")) {
        return (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> CAP_SYS_RESOURCE & 1) != 0;
      }
    }
    return false;
  }

  /** The process's own name, as /proc/PID/comm has it; "" when it is gone. */
  public static String command(int pid) {
    return read(PROC.resolve(pid + "/comm")).strip();
  }

  /** The parent's pid; 0 when there is none. */
  public static int parent(int pid) {
    String[] fields = stat(pid);
    return fields.length > PARENT_FIELD ? Integer.parseInt(fields[PARENT_FIELD]) : 0;
  }

  /** This process's own hard limit, by the name that /proc/self/limits has for it. */
  public static String hardLimit(String name) {
    for (String line : read(PROC.resolve("self/limits")).split("\n")) {
      if (line.startsWith(name)) {
        return line.substring(name.length()).strip().split("\\s+")[1];
      }
    }
    return "unlimited";
  }

  /** Everything below a process, without itself. */
  public static List<Integer> descendants(int pid) {
    List<Integer> found = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(pid));
    while (!open.isEmpty()) {
      for (int child : children(open.remove())) {
        found.add(child);
        open.add(child);
      }
    }
    return found;
  }

  /**
   * What to kill below a supervisor, again until there is nothing: a guest (see supervisor.pl) adopts those whose
   * parents are killed, so it goes last.
   */
  public static List<Integer> toKill(int supervisor) {
    List<Integer> all = descendants(supervisor);
    List<Integer> others = all.stream().filter(pid -> !command(pid).equals(GUEST)).toList();
    return others.isEmpty() ? all : others;
  }

  /** The fields of /proc/PID/stat behind the command's name; empty when the process is gone. */
  public static String[] stat(int pid) {
    String text = read(PROC.resolve(pid + "/stat"));
    int end = text.lastIndexOf(") ");
    return end < 0 ? new String[0] : text.substring(end + 2).strip().split(" ");
  }

  /** A file's text; "" when it cannot be read. */
  public static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static List<Integer> children(int pid) {
    List<Integer> children = new ArrayList<>();
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
      for (Path thread : threads) {
        for (String child : read(thread.resolve("children")).strip().split(" ")) {
          if (!child.isEmpty()) {
            children.add(Integer.valueOf(child));
          }
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      return children;
    }
    return children;
  }
}
