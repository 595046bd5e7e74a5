package org.puppetporto.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.puppetporto.spec.Check;

/** Connections and GETs against real sockets; the contract suite has the commands. */
class ChecksTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final InetAddress LOCAL = InetAddress.getLoopbackAddress();
  private final Checks checks = new Checks();

  private Answer ask(Check check, Duration timeout) throws Exception {
    return checks.ask(check, "web", timeout, null);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOCAL)) {
      return socket.getLocalPort();
    }
  }

  private Answer http(int status, int from, int to) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOCAL, 0), 0);
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
      boolean asked = exchange.getRequestURI().toString().equals("/ping?deep=1");
      exchange.sendResponseHeaders(asked ? status : 404, -1);
      exchange.close();
    });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ping?deep=1");
      return ask(new Check.Http(url, from, to), LONG);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aConnectionIsEnough() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, LOCAL)) {
      assertTrue(ask(new Check.Tcp("127.0.0.1", socket.getLocalPort()), LONG).well());
    }
  }

  @Test
  void noListenerIsIll() throws Exception {
    int port = closedPort();
    Answer answer = ask(new Check.Tcp("127.0.0.1", port), LONG);
    assertFalse(answer.well());
    assertEquals("tcp 127.0.0.1:" + port + ": Connection refused", answer.text());
  }

  @Test
  void theStatusDecides() throws Exception {
    assertEquals(new Answer(true, "status 200"), http(200, 200, 399));
    assertTrue(http(302, 200, 399).well(), "a redirect is an answer, and is not followed");
    assertFalse(http(302, 200, 299).well());
    Answer answer = http(500, 200, 399);
    assertFalse(answer.well());
    assertTrue(answer.text().endsWith("/ping?deep=1 answered 500"), answer.text());
    assertTrue(http(500, 500, 500).well());
  }

  @Test
  void aServerThatNeverAnswersIsIllAtTheDeadline() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, LOCAL)) {
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      assertEquals(new Answer(false, "http " + url + ": no answer within 200 ms"),
          ask(new Check.Http(url, 200, 399), SHORT));
    }
  }

  @Test
  void aServerThatDripsIsIllAtTheDeadline() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, LOCAL)) {
      Thread dripping = new Thread(() -> {
        try (var peer = socket.accept()) {
          while (true) {
            peer.getOutputStream().write('H');
            Thread.sleep(20);
          }
        } catch (IOException | InterruptedException e) {
          // The asker has gone.
        }
      });
      dripping.setDaemon(true);
      dripping.start();
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      assertFalse(ask(new Check.Http(url, 200, 399), SHORT).well());
    }
  }

  @Test
  void whatIsNoHttpIsIll() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, LOCAL)) {
      Thread rude = new Thread(() -> {
        try (var peer = socket.accept()) {
          peer.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes());
        } catch (IOException e) {
          // The asker has gone.
        }
      });
      rude.start();
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
      Answer answer = ask(new Check.Http(url, 200, 399), LONG);
      assertFalse(answer.well());
      assertTrue(answer.text().endsWith(" answered what is no HTTP"), answer.text());
    }
  }

  @Test
  void aHostThatIsNotKnownIsIll() throws Exception {
    Answer answer = ask(new Check.Tcp("no-such-host.invalid", 80), LONG);
    assertFalse(answer.well());
    assertTrue(answer.text().startsWith("tcp no-such-host.invalid:80: "), answer.text());
  }
}
