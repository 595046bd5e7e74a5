package org.puppetporto.status.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.status.Statuses.dead;
import static org.puppetporto.status.Statuses.host;
import static org.puppetporto.status.Statuses.removed;
import static org.puppetporto.status.Statuses.well;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.status.Cursor;
import org.puppetporto.status.HostStatus;

/** Without a deadline of ours, the silent servers here would hold a test up until its timeout. */
@Timeout(120)
class YasmSinkTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  private static YasmSink sink(URI url, Duration deadline) {
    return new YasmSink(new Settings.Yasm(url, "_thhh", 60, new TreeMap<>(Map.of("itype", "hostman")), deadline));
  }

  private YasmSink sink() {
    return sink(receiver.url(), Duration.ofSeconds(30));
  }

  private static SinkException fails(YasmSink sink) {
    return assertThrows(SinkException.class, () -> sink.deliver(host(well("web", 0, 0)), Cursor.START));
  }

  @Test
  void pushesTheFourSignalsOfEveryDaemon() throws Exception {
    HostStatus before = host(well("juggler-agent-rtc", 1, 1), dead("crashed.one_2"));
    HostStatus now = host(well("juggler-agent-rtc", 3, 2), dead("crashed.one_2"), removed("gone"));
    sink().deliver(now, Cursor.START.advance(before));
    assertEquals(List.of("[{\"ttl\":60,\"tags\":{\"itype\":\"hostman\"},\"values\":["
        + "{\"name\":\"porto-daemon-juggler-agent-rtc-ready_thhh\",\"val\":1},"
        + "{\"name\":\"porto-daemon-juggler-agent-rtc-running_thhh\",\"val\":1},"
        + "{\"name\":\"porto-daemon-juggler-agent-rtc-respawn_count_thhh\",\"val\":2},"
        + "{\"name\":\"porto-daemon-juggler-agent-rtc-restart_count_thhh\",\"val\":1},"
        + "{\"name\":\"porto-daemon-crashed.one_2-ready_thhh\",\"val\":0},"
        + "{\"name\":\"porto-daemon-crashed.one_2-running_thhh\",\"val\":0},"
        + "{\"name\":\"porto-daemon-crashed.one_2-respawn_count_thhh\",\"val\":0},"
        + "{\"name\":\"porto-daemon-crashed.one_2-restart_count_thhh\",\"val\":0}]}]"), receiver.bodies);
    assertEquals(List.of("application/json"), receiver.types);
  }

  @Test
  void nothingIsPushedWhereThereIsNoDaemon() throws Exception {
    sink().deliver(host(removed("gone")), Cursor.START);
    assertEquals(List.of(), receiver.bodies);
  }

  @Test
  void whatTheAnswerSaysDoesNotMatterUnlessItIsAnError() throws Exception {
    for (String body : List.of("", "OK", "{\"status\":\"ok\"}", "<html>", "[1")) {
      receiver.answer(posted -> new Receiver.Answer(200, body));
      sink().deliver(host(well("web", 0, 0)), Cursor.START);
    }
    receiver.answer(posted -> new Receiver.Answer(200, "{\"status\":\"error\",\"error\":\"bad name\"}"));
    assertTrue(fails(sink()).getMessage().contains("bad name"));
    assertEquals(6, receiver.bodies.size(), "a refusal is not tried again");
  }

  @Test
  void aServerErrorIsTriedAgainTwice() {
    receiver.answer(posted -> new Receiver.Answer(503, "busy"));
    assertTrue(fails(sink()).getMessage().contains("HTTP status 503: busy"));
    assertEquals(3, receiver.bodies.size());
  }

  @Test
  void aServerThatRecoversIsTold() throws Exception {
    receiver.answer(posted -> new Receiver.Answer(receiver.bodies.size() < 3 ? 500 : 200, "x"));
    sink().deliver(host(well("web", 0, 0)), Cursor.START);
    assertEquals(3, receiver.bodies.size());
  }

  @Test
  void aTokenInTheAddressIsNotShown() {
    receiver.answer(posted -> new Receiver.Answer(404, ""));
    URI address = URI.create(receiver.url() + "?token=s3cret#s3cret");
    String message = fails(sink(address, Duration.ofSeconds(30))).getMessage();
    assertTrue(message.startsWith(receiver.url() + ": "), message);
  }

  @Test
  void aRefusalIsNotTriedAgain() {
    receiver.answer(posted -> new Receiver.Answer(404, ""));
    assertTrue(fails(sink()).getMessage().contains("404"));
    assertEquals(1, receiver.bodies.size());
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.answer(posted -> new Receiver.Answer(302, ""));
    assertTrue(fails(sink()).getMessage().contains("302"));
  }

  @Test
  void aSilentServerCostsNoMoreThanTheDeadline() {
    receiver.hang();
    assertTrue(fails(sink(receiver.url(), SHORT)).getMessage().contains("no answer within"));
    assertEquals(1, receiver.bodies.size());
  }

  @Test
  void aServerThatIsGoneIsNamed() {
    URI gone = receiver.url();
    receiver.close();
    SinkException e = fails(sink(gone, Duration.ofSeconds(30)));
    assertTrue(e.getMessage().startsWith(gone + ": "), e.getMessage());
    assertTrue(e.getMessage().contains("refused"), e.getMessage());
  }

  @Test
  void aServerThatSpeaksSomethingElseIsNotBelieved() throws IOException {
    assertTrue(failsAt("SSH-2.0-OpenSSH_9.2\r\n\r\n", false, Duration.ofSeconds(30)).length() > 0);
  }

  @Test
  void anAnswerInDripsCostsNoMoreThanTheDeadline() throws IOException {
    String message = failsAt("HTTP/1.1 200 OK\r\nX: ", true, SHORT);
    assertTrue(message.contains("no answer within"), message);
  }

  /** Pushes to a server that answers every request with a text, and goes on dripping if told so. */
  private static String failsAt(String answer, boolean drips, Duration deadline) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serve(server, answer, drips));
      thread.setDaemon(true);
      thread.start();
      return fails(sink(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"), deadline)).getMessage();
    }
  }

  private static void serve(ServerSocket server, String answer, boolean drips) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        in.read(new byte[4096]);
        OutputStream out = socket.getOutputStream();
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        while (drips && !server.isClosed()) {
          out.write('x');
          out.flush();
          Thread.onSpinWait();
          java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
      } catch (IOException e) {
        // The client went away, or the test has ended.
      }
    }
  }
}
