package org.puppetporto.apt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The process that holds a lock file of apt or dpkg. These are POSIX locks, which {@code /proc/locks}
 * lists with the pid of their holder and the inode of the file.
 *
 * @param pid 0 when the holder lives in another pid namespace
 */
public record LockHolder(Path file, long pid) {
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int COMMAND_LENGTH = 120;

  /** The holder of the first of these files that anybody holds; takes no lock itself. */
  public static Optional<LockHolder> find(List<Path> files) {
    try {
      List<String> locks = Files.readAllLines(LOCKS);
      for (Path file : files) {
        if (Files.exists(file)) {
          Optional<LockHolder> holder = find(file, locks);
          if (holder.isPresent()) {
            return holder;
          }
        }
      }
    } catch (IOException e) {
      // Without /proc the lock itself still guards the database; only its holder cannot be named.
    }
    return Optional.empty();
  }

  /** A line is {@code 1: POSIX  ADVISORY  WRITE 4711 fd:00:1234 0 EOF}; one with an arrow only waits. */
  private static Optional<LockHolder> find(Path file, List<String> locks) throws IOException {
    String inode = ":" + Files.getAttribute(file, "unix:ino");
    for (String line : locks) {
      String[] words = line.trim().split("\\s+");
      if (words.length >= 6 && words[1].equals("POSIX") && words[5].endsWith(inode)) {
        long pid = Math.max(0, Long.parseLong(words[4]));
        if (pid == 0 || opened(file, pid)) {
          return Optional.of(new LockHolder(file, pid));
        }
      }
    }
    return Optional.empty();
  }

  /** Inode numbers are unique only within a file system. */
  private static boolean opened(Path file, long pid) throws IOException {
    Path real = file.toRealPath();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        if (Files.exists(descriptor) && Files.readSymbolicLink(descriptor).equals(real)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      // Either it has ended, and the lock with it, or its descriptors are not ours to see.
      return Files.exists(Path.of("/proc/" + pid)) && !Files.isReadable(Path.of("/proc/" + pid + "/fd"));
    }
  }

  /** In words: the file, the process, its command and since when it runs. */
  public String describe() {
    if (pid == 0) {
      return file + " is held by a process of another pid namespace";
    }
    String since = ProcessHandle.of(pid)
        .flatMap(p -> p.info().startInstant())
        .map(start -> ", running for " + ChronoUnit.SECONDS.between(start, Instant.now()) + " s")
        .orElse("");
    return file + " is held by process " + pid + " (" + command() + since + ")";
  }

  private String command() {
    try {
      String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"))
          .replaceAll("\0-o\0[^\0]*", "").replace('\0', ' ').strip();
      return command.length() > COMMAND_LENGTH ? command.substring(0, COMMAND_LENGTH) + "..." : command;
    } catch (IOException e) {
      return "ended meanwhile";
    }
  }
}
