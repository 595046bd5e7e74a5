package org.puppetporto.apt;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a lab's source over HTTP on the loopback, and can fail for single files as servers do. */
public final class LabServer implements AutoCloseable {
  /** How the server fails for a file. */
  public enum Fault {
    NOT_FOUND,
    /** The connection ends after half of the announced length. */
    TRUNCATED,
    /** The right length, wrong bytes. */
    CORRUPT
  }

  private final Path folder;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();
  private final List<String> served = new CopyOnWriteArrayList<>();

  /** Starts serving and points the lab at it. */
  public LabServer(AptLab lab) throws IOException {
    folder = lab.source();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
    lab.useSource(uri());
  }

  public String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public void fail(String file, Fault fault) {
    faults.put(file, fault);
  }

  public void mend() {
    faults.clear();
  }

  /** The names of the files that were asked for, in order. */
  public List<String> served() {
    return served;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
      served.add(name);
      Path file = folder.resolve(name);
      Fault fault = faults.get(name);
      if (fault == Fault.NOT_FOUND || !Files.exists(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] bytes = Files.readAllBytes(file);
      exchange.sendResponseHeaders(200, bytes.length);
      OutputStream body = exchange.getResponseBody();
      if (fault == Fault.CORRUPT) {
        bytes[bytes.length - 1] ^= 1;
      }
      body.write(bytes, 0, fault == Fault.TRUNCATED ? bytes.length / 2 : bytes.length);
      if (fault == null || fault == Fault.CORRUPT) {
        body.close();
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
