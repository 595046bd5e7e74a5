package org.puppetporto.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.sink.Reports;

/**
 * What a Puppet run talks to, in a process of its own or within Puppet's: the bridge, with the log of actions
 * beside it, and a report to the sinks at the end of a run that managed daemons.
 */
public final class ProviderDoor implements AutoCloseable {
  private final HeadStart<Opened> opened;
  private final BridgeServer server;

  private record Opened(Reports reports, Engine engine) {}

  /**
   * Opens the engine beside the caller's own start, and reads the files that every answer needs. Porto is not
   * dialled before it is needed.
   *
   * @param environment as {@link HostPaths#from} takes it
   * @param version the core's version, told in hello
   * @param out takes each message, without a line end
   * @param complaints told what fails no run: a log that cannot be written, a sink that is away
   */
  public ProviderDoor(Map<String, String> environment, String version, Consumer<String> out,
      Consumer<String> complaints) {
    this.opened = HeadStart.of("head-start", () -> {
      HostPaths paths = HostPaths.from(environment);
      Reports reports = Reports.of(paths, complaints);
      Engine engine = Engine.open(environment, StartReadiness.of(paths), reports.actions()).actingFor("puppet");
      engine.readFiles();
      return new Opened(reports, engine);
    }, WarmUp::run);
    this.server = new BridgeServer(() -> opened.get().engine(), version, Gate.OPEN, Optional.empty(), out);
  }

  /** Serves lines until {@code shutdown} or the end of input. */
  public void serve(InputStream in) throws IOException {
    server.serve(in);
  }

  /** Serves one request; its answer, and the notifications before it, go to {@code out}. */
  public void handle(String line) {
    server.handle(line);
  }

  /** Ends the run: tells the sinks, and lets go of Porto. */
  @Override
  public void close() {
    try (Engine last = opened.get().engine()) {
      if (server.managed()) {
        opened.get().reports().report(last);
      }
    }
  }
}
