package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;

/** What daemons with {@code syslog: true} write, as the local syslog gets it. */
@Timeout(120)
class SyslogTest extends OnHost {
  private static final String WEB = """
      meta: {name: web}
      spec:
        properties:
          cmd: [/bin/sh, -c, 'echo started; echo trouble >&2; trap "echo bye; exit" TERM; n=0;
            while :; do test -e %s/say && { cat %s/say; rm %s/say; }; sleep 0.05; done']
          isolate: false
        policy: {min_uptime: 0.2, stop_timeout: 5, syslog: %s}
      """;

  private UnixDatagramChannel syslog;

  @BeforeEach
  void open() throws IOException {
    listen();
  }

  private void listen() throws IOException {
    syslog = UnixDatagramChannel.open();
    syslog.bind(new UnixSocketAddress(directory.resolve("log").toFile()));
    syslog.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    syslog.close();
  }

  private Result apply(boolean wanted) throws IOException {
    Result result = host.run("apply", "-f",
        host.file("web.yaml", String.format(WEB, directory, directory, directory, wanted)));
    assertEquals(0, result.code(), result.err());
    return result;
  }

  /** What syslog got and did not show yet, without the times. */
  private List<String> got() throws IOException {
    List<String> lines = new ArrayList<>();
    ByteBuffer datagram = ByteBuffer.allocate(65536);
    while (received(datagram)) {
      datagram.flip();
      lines.add(StandardCharsets.UTF_8.decode(datagram).toString()
          .replaceFirst("^(<\\d+>)[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d ", "$1"));
      datagram.clear();
    }
    return lines;
  }

  private boolean received(ByteBuffer datagram) throws IOException {
    try {
      return syslog.receive(datagram) != null;
    } catch (IOException e) {
      assertEquals("Resource temporarily unavailable", e.getMessage());
      return false;
    }
  }

  private void say(String text) throws Exception {
    Path file = directory.resolve("say");
    Files.writeString(directory.resolve("saying"), text);
    Files.move(directory.resolve("saying"), file);
    while (Files.exists(file)) {
      Thread.sleep(10);
    }
  }

  /** What syslog got once the process has said all that it says at its start, in alphabetical order. */
  private List<String> gotAfterStart() throws Exception {
    say("");
    host.run("report");
    return got().stream().sorted().toList();
  }

  @Test
  void eachLineIsHandedOnOnce() throws Exception {
    apply(true);
    assertEquals(List.of("<28>web: trouble", "<30>web: started"), gotAfterStart());
    Result nothing = host.run("report");
    assertTrue(nothing.out().contains("syslog: 0 lines of output"), nothing.out());
    say("one\n\ntwo grün\nnot yet");
    assertEquals("syslog: 2 lines of output", host.run("report").out().lines().findFirst().orElse(""));
    assertEquals(List.of("<30>web: one", "<30>web: two grün"), got());
    say(" and now\n");
    host.run("report");
    assertEquals(List.of("<30>web: not yet and now"), got());
  }

  /** More than is read at once, in characters of several bytes: nothing is cut but what is longer than a line may be. */
  @Test
  void whatIsReadInPiecesArrivesInWholeLinesAndCharacters() throws Exception {
    apply(true);
    gotAfterStart();
    List<String> expected = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1500; i++) {
      String line = "line " + i + " " + "grün".repeat(40);
      expected.add("<30>web: " + line);
      text.append(line).append('\n');
    }
    String umlauts = "x" + "ü".repeat(5000);
    say(text + umlauts + "\n");
    List<String> all = new ArrayList<>();
    while (all.isEmpty() || !all.get(all.size() - 1).endsWith("ü") || all.size() < expected.size() + 3) {
      Thread reader = new Thread(() -> host.run("report"));
      reader.start();
      while (reader.isAlive()) {
        all.addAll(got());
      }
      all.addAll(got());
      assertTrue(all.size() <= expected.size() + 3, "a line was cut that need not be");
    }
    assertEquals(expected, all.subList(0, expected.size()));
    StringBuilder pieces = new StringBuilder();
    all.subList(expected.size(), all.size()).forEach(piece -> pieces.append(piece.substring("<30>web: ".length())));
    assertEquals(umlauts, pieces.toString());
  }

  @Test
  void aLongLineIsCutAndMuchOutputArrives() throws Exception {
    apply(true);
    gotAfterStart();
    StringBuilder text = new StringBuilder("x".repeat(5000)).append('\n');
    for (int i = 0; i < 100; i++) {
      text.append("line ").append(i).append('\n');
    }
    say(text.toString());
    List<String> all = new ArrayList<>();
    // The socket's queue may be shorter than that: what it has no room for is told the next time.
    while (all.size() < 102) {
      Thread reader = new Thread(() -> host.run("report"));
      reader.start();
      while (reader.isAlive()) {
        all.addAll(got());
      }
      all.addAll(got());
    }
    assertEquals(102, all.size());
    assertEquals("<30>web: " + "x".repeat(4096), all.get(0));
    assertEquals("<30>web: " + "x".repeat(904), all.get(1));
    assertEquals("<30>web: line 99", all.get(101));
  }

  @Test
  void whatWasSaidBeforeAStopIsNotLost() throws Exception {
    apply(true);
    gotAfterStart();
    say("last words");
    assertEquals(0, host.run("restart", "web", "--reason", "test").code());
    assertEquals(List.of("<28>web: trouble", "<30>web: last words", "<30>web: started"), gotAfterStart());
    assertEquals(0, host.run("purge", "--yes", "web").code());
    assertEquals(List.of(), got());
  }

  @Test
  void switchingItOnRestartsNothing() throws Exception {
    apply(false);
    assertEquals(List.of(), gotAfterStart());
    Result on = apply(true);
    assertTrue(on.out().contains("web: syslog: false -> true"), on.out());
    assertTrue(on.out().contains("web: changed, running, ready"), on.out());
    Map<?, ?> daemons = (Map<?, ?>) JSON.std.mapFrom(host.run("status", "-o", "json").out()).get("portoDaemons");
    assertEquals(0, ((Map<?, ?>) daemons.get("web")).get("restarts"));
    assertEquals(List.of("<28>web: trouble", "<30>web: started"), got());
    assertTrue(apply(true).out().contains("web: unchanged"));
    apply(false);
    say("quiet\n");
    host.run("report");
    assertEquals(List.of(), got());
  }

  @Test
  void syslogThatIsGoneFailsNoRunAndMissesNothing() throws Exception {
    syslog.close();
    Files.delete(directory.resolve("log"));
    Result apply = apply(true);
    assertTrue(apply.err().contains("syslog: cannot reach syslog at " + directory.resolve("log")), apply.err());
    assertEquals(1, host.run("report").code());
    listen();
    assertEquals(0, host.run("report").code());
    assertEquals(List.of("<28>web: trouble", "<30>web: started"), got());
  }
}
