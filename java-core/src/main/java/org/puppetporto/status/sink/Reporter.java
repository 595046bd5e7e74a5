package org.puppetporto.status.sink;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.Cursors;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.NewerFormatException;
import org.puppetporto.status.StatusReader;

/**
 * Tells every sink that is on how the daemons are. A sink that fails neither keeps the others from being told
 * nor fails whoever reports; what it was not told counts the next time.
 */
public final class Reporter {
  private final StatusReader reader;
  private final Cursors cursors;
  private final HostLock lock;
  private final List<Sink> sinks = new ArrayList<>();

  public Reporter(StatusReader reader, Settings settings, HostPaths paths) {
    this(reader, settings, paths.stateDir(), paths.runDir());
  }

  Reporter(StatusReader reader, Settings settings, Path stateDir, Path runDir) {
    this.reader = reader;
    this.cursors = new Cursors(stateDir);
    // Not the host's lock: a report must not wait for an update, nor keep one waiting.
    this.lock = new HostLock(runDir.resolve("report"), Duration.ZERO);
    settings.yasm().map(YasmSink::new).ifPresent(sinks::add);
    settings.juggler().map(JugglerSink::new).ifPresent(sinks::add);
    // Last, since it tells when the others were told.
    settings.prometheus().map(on -> new PrometheusSink(on, this::lastTold)).ifPresent(sinks::add);
  }

  /**
   * Looks, and tells.
   *
   * @return what became of it, by sink
   * @throws EngineException when the store cannot be read, or another report is under way
   */
  public List<Delivery> report() throws EngineException {
    try (HostLock.Held held = lock.take("reporting status")) {
      HostStatus host = reader.readAnyhow();
      List<Delivery> deliveries = new ArrayList<>();
      for (Sink sink : sinks) {
        deliveries.add(new Delivery(sink.name(), refusal(sink.name()).or(() -> tell(sink, host))));
      }
      refusal(Cursors.REPORT).or(() -> advance(Cursors.REPORT, cursors.read(Cursors.REPORT), host))
          .ifPresent(problem -> deliveries.add(new Delivery(Cursors.REPORT, Optional.of(problem))));
      return deliveries;
    }
  }

  private Optional<String> refusal(String name) {
    try {
      cursors.check(name);
      return Optional.empty();
    } catch (NewerFormatException e) {
      return Optional.of(e.getMessage());
    }
  }

  private Optional<String> tell(Sink sink, HostStatus host) {
    Cursor told = cursors.read(sink.name());
    try {
      sink.deliver(host, told);
    } catch (SinkException e) {
      return Optional.of(e.getMessage());
    }
    return advance(sink.name(), told, host);
  }

  private Optional<String> advance(String name, Cursor told, HostStatus host) {
    try {
      cursors.write(name, told.advance(host));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot note what was told, so counts will be told again: " + e
          + "; check space and permissions of the state store");
    }
  }

  private SortedMap<String, Instant> lastTold() {
    SortedMap<String, Instant> times = new TreeMap<>();
    for (Sink sink : sinks) {
      if (!(sink instanceof PrometheusSink)) {
        cursors.read(sink.name()).at().ifPresent(at -> times.put(sink.name(), at));
      }
    }
    return times;
  }
}
