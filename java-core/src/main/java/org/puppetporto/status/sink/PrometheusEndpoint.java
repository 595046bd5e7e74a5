package org.puppetporto.status.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.HostPaths;
import org.puppetporto.status.HostStatus;
import org.puppetporto.status.StartReadiness;
import org.puppetporto.status.StatusReader;

/**
 * Answers Prometheus at {@code http://127.0.0.1:PORT/metrics}, and nobody from elsewhere. Every scrape looks
 * afresh; one at a time, and whoever takes longer than a few seconds to ask is cut off.
 */
public final class PrometheusEndpoint implements AutoCloseable {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int BACKLOG = 16;
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Look look;
  private final Runnable end;

  /** How daemons are now. */
  @FunctionalInterface
  interface Look {
    HostStatus now() throws EngineException;
  }

  /**
   * Begins to answer for this host.
   *
   * @param environment of this process; see {@link HostPaths#from}
   * @param port of the loopback address
   * @throws IOException when the port is taken
   */
  public static PrometheusEndpoint of(Map<String, String> environment, int port) throws IOException {
    Engine engine = Engine.open(environment, StartReadiness.of(HostPaths.from(environment)));
    StatusReader reader = new StatusReader(engine, StartReadiness.of(engine), Clock.systemUTC());
    try {
      return new PrometheusEndpoint(port, reader::readAnyhow, engine::close);
    } catch (IOException e) {
      engine.close();
      throw new IOException("cannot answer Prometheus at port " + port + " of 127.0.0.1: " + e.getMessage()
          + "; choose another by --prometheus-port", e);
    }
  }

  /**
   * @param port 0 for any that is free
   * @param end done when it ends
   */
  PrometheusEndpoint(int port, Look look, Runnable end) throws IOException {
    // The server reads them once, when its class is loaded; seconds.
    System.setProperty("sun.net.httpserver.maxReqTime", "5");
    System.setProperty("sun.net.httpserver.maxRspTime", "30");
    this.look = look;
    this.end = end;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    this.server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
    this.threads = Executors.newFixedThreadPool(THREADS, task -> {
      Thread thread = new Thread(task, "agent-metrics");
      thread.setDaemon(true);
      return thread;
    });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it listens. */
  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        reply(exchange, 404, "metrics are at /metrics\n");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        reply(exchange, 405, "only GET\n");
      } else {
        metrics(exchange);
      }
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String text;
    try {
      synchronized (this) {
        text = PrometheusText.of(look.now(), new TreeMap<>());
      }
    } catch (EngineException e) {
      reply(exchange, 503, e.getMessage() + "\n");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", TYPE);
    reply(exchange, 200, text);
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    end.run();
  }
}
