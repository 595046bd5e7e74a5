package org.puppetporto.status.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.HostStatus;

/**
 * A file for node_exporter's textfile collector. The collector reads {@code *.prom} alone and at any moment,
 * so the file is written beside it under another name, made readable, and renamed.
 */
final class PrometheusSink implements Sink {
  static final String FILE = "porto-daemons.prom";

  private final Path directory;
  private final Supplier<SortedMap<String, Instant>> sinks;

  /** @param sinks when each other sink last took all it was told */
  PrometheusSink(Settings.Prometheus settings, Supplier<SortedMap<String, Instant>> sinks) {
    this.directory = settings.directory();
    this.sinks = sinks;
  }

  @Override
  public String name() {
    return "prometheus";
  }

  @Override
  public void deliver(HostStatus host, Cursor told) throws SinkException {
    Path file = directory.resolve(FILE);
    Path next = directory.resolve("." + FILE + ".new");
    try {
      // Made anew: whoever may write to the directory might have led this name to a file that we alone may write.
      Files.deleteIfExists(next);
      Files.write(next, PrometheusText.of(host, sinks.get()).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new SinkException(file + " cannot be written: " + e
          + "; is it the directory of node_exporter's textfile collector, and is there space?", e);
    }
  }
}
