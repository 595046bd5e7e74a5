package org.puppetporto.status.sink;

import com.fasterxml.jackson.jr.ob.JSON;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A server that takes what sinks post, on this machine alone. */
public final class Receiver implements AutoCloseable {
  /** What was posted, in order. */
  public final List<String> bodies = new CopyOnWriteArrayList<>();
  /** Content types, in order. */
  public final List<String> types = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private volatile Function<String, Answer> answers = body -> new Answer(200, "{}");
  private volatile boolean hangs;

  /** What it answers. */
  public record Answer(int status, String body) {}

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", exchange -> {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      types.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")));
      bodies.add(exchange.getRequestMethod().equals("POST") ? body : exchange.getRequestMethod());
      if (hangs) {
        await();
      }
      Answer answer = answers.apply(body);
      byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
      exchange.getResponseBody().write(text);
      exchange.close();
    });
    server.start();
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/push");
  }

  public void answer(Function<String, Answer> given) {
    answers = given;
  }

  /** From now on nothing is answered until the end. */
  public void hang() {
    hangs = true;
  }

  /** Takes every event, as Juggler does. */
  public void takeEvents() {
    answer(body -> new Answer(200, "{\"events\":["
        + String.join(",", events(body).stream().map(event -> "{\"code\":200,\"message\":\"OK\"}").toList()) + "]}"));
  }

  /** The events of a posted batch. */
  public static List<?> events(String body) {
    try {
      return (List<?>) JSON.std.mapFrom(body).get("events");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
