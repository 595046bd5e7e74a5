package org.puppetporto.embedded.process;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;

/** Tells of exit records that appear in run directories. */
public final class ExitWatch implements AutoCloseable {
  private final WatchService service;
  private final Thread thread;
  private final Consumer<Path> listener;

  /** @param listener gets the run directory; must not block */
  public ExitWatch(Path dir, Consumer<Path> listener) throws IOException {
    this.listener = listener;
    service = dir.getFileSystem().newWatchService();
    thread = new Thread(this::watch, "portod-exits");
    thread.setDaemon(true);
    thread.start();
  }

  /** Begins to watch one container's run directory. */
  public void add(Path runDir) throws IOException {
    runDir.register(service, StandardWatchEventKinds.ENTRY_CREATE);
  }

  private void watch() {
    try {
      while (true) {
        WatchKey key = service.take();
        for (WatchEvent<?> event : key.pollEvents()) {
          Path runDir = (Path) key.watchable();
          if (event.context() == null || LaunchSpec.exitFile(runDir).endsWith((Path) event.context())) {
            listener.accept(runDir);
          }
        }
        key.reset();
      }
    } catch (ClosedWatchServiceException | InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
