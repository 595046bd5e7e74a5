package org.puppetporto.agent;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Files by inotify: directories are watched, since what matters is replaced by rename more often than it is
 * written. A directory that is missing, or goes away, is waited for in the nearest one above it, and taken
 * up by the {@link #renew} that follows its coming.
 */
final class FileWatch implements AutoCloseable {
  /**
   * What is watched.
   *
   * @param directory where
   * @param which the names that matter
   * @param wakeup what the loop is told
   */
  record Interest(Path directory, Predicate<Path> which, Wakeup wakeup) {
    /** Whether it is one of the names, or brings the directory nearer. */
    boolean matters(Path where, Path name) {
      return where.equals(directory) ? which.test(name) : directory.startsWith(where.resolve(name));
    }
  }

  private final WatchService service;
  private final Wakeups wakeups;
  private final Map<Path, Watched> keys = new HashMap<>();
  private final Map<Object, Interest> interests = new LinkedHashMap<>();
  private final Thread thread;

  /** The kernel watches a directory, whatever is found under its name later. */
  private record Watched(WatchKey key, Object identity) {
    boolean still(Path directory) {
      return key.isValid() && identity.equals(identity(directory));
    }

    static Object identity(Path directory) {
      try {
        return String.valueOf(Files.readAttributes(directory, BasicFileAttributes.class).fileKey());
      } catch (IOException e) {
        return "gone";
      }
    }
  }

  FileWatch(Wakeups wakeups) throws IOException {
    this.wakeups = wakeups;
    this.service = FileSystems.getDefault().newWatchService();
    this.thread = new Thread(this::run, "agent-files");
    thread.setDaemon(true);
    thread.start();
  }

  /** Every name in a directory. */
  static Interest directory(Path directory, Wakeup wakeup) {
    return new Interest(directory, name -> true, wakeup);
  }

  /** One file. */
  static Interest file(Path file, Wakeup wakeup) {
    Path path = file.toAbsolutePath();
    return new Interest(path.getParent(), path.getFileName()::equals, wakeup);
  }

  /** Adds an interest, or replaces the one under the same key. */
  synchronized void put(Object key, Interest interest) {
    interests.put(key, interest);
    renew();
  }

  /** Drops every interest whose key meets the condition. */
  synchronized void removeIf(Predicate<Object> gone) {
    interests.keySet().removeIf(gone);
    renew();
  }

  /**
   * Watches what is not watched and can be; drops what nobody is interested in.
   *
   * @return whether an event will tell of every change
   */
  synchronized boolean renew() {
    while (true) {
      Set<Path> wanted = new TreeSet<>();
      interests.values().forEach(interest -> wanted.add(nearest(interest.directory())));
      keys.entrySet().removeIf(entry -> {
        boolean drop = !wanted.contains(entry.getKey()) || !entry.getValue().still(entry.getKey());
        if (drop) {
          entry.getValue().key().cancel();
        }
        return drop;
      });
      wanted.removeAll(keys.keySet());
      boolean all = true;
      for (Path directory : wanted) {
        all &= register(directory);
      }
      if (wanted.isEmpty() || !all) {
        return all;
      }
      // Once more: what was missing may have come before anyone looked for its coming.
    }
  }

  private static Path nearest(Path directory) {
    Path nearest = directory;
    while (nearest.getParent() != null && !Files.isDirectory(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  private boolean register(Path directory) {
    try {
      Object identity = Watched.identity(directory);
      keys.put(directory, new Watched(directory.register(service, StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE), identity));
      // What was there before, or came while nobody looked.
      interests.values().stream().filter(interest -> interest.directory().equals(directory))
          .filter(interest -> !(interest.wakeup() instanceof Wakeup.TriggerTouched))
          .forEach(interest -> wakeups.offer(interest.wakeup()));
      return true;
    } catch (IOException e) {
      // Gone again, or no inotify watch left: a later renewal takes it up; the full look finds it till then.
      return false;
    }
  }

  private void run() {
    try {
      while (true) {
        WatchKey key = service.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          told((Path) key.watchable(), event);
        }
        if (!key.reset()) {
          forget(key);
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // The agent ends.
    }
  }

  private synchronized void told(Path directory, WatchEvent<?> event) {
    Path name = event.context() instanceof Path path ? path : null;
    for (Interest interest : interests.values()) {
      // Without a name more happened than the kernel could hold: anything may have changed.
      if (interest.directory().startsWith(directory) && (name == null || interest.matters(directory, name))) {
        wakeups.offer(interest.wakeup());
      }
    }
  }

  private synchronized void forget(WatchKey key) {
    keys.values().removeIf(watched -> watched.key().equals(key));
    interests.values().stream().filter(interest -> interest.directory().equals(key.watchable()))
        .forEach(interest -> wakeups.offer(interest.wakeup()));
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
