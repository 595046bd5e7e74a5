package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.embedded.Main;
import org.puppetporto.engine.HostLock;
import org.puppetporto.engine.HostPaths;

/** Those the doctor speaks to do not answer, or answer for another version: it says so, and looks on. */
@Timeout(300)
class DoctorsPeersTest extends OnHost {
  /** A listener that takes every connection, and answers each with one line, or not at all. */
  private static final class Peer implements AutoCloseable {
    private final ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<SocketChannel> callers = new ArrayList<>();
    private final Thread thread;

    Peer(Path socket, Optional<String> answer) throws IOException {
      listener.bind(UnixDomainSocketAddress.of(socket));
      thread = new Thread(() -> serve(answer), "peer");
      thread.start();
    }

    private void serve(Optional<String> answer) {
      try {
        while (true) {
          SocketChannel caller = listener.accept();
          callers.add(caller);
          if (answer.isPresent()) {
            new BufferedReader(new InputStreamReader(
                Channels.newInputStream(caller), StandardCharsets.UTF_8)).readLine();
            caller.write(ByteBuffer.wrap((answer.get() + "\n").getBytes(StandardCharsets.UTF_8)));
          }
        }
      } catch (IOException e) {
        // The test is over.
      }
    }

    @Override
    public void close() throws Exception {
      listener.close();
      thread.join();
      for (SocketChannel caller : callers) {
        caller.close();
      }
    }
  }

  private Map<String, String> finding(String check) throws IOException {
    Result result = host.run("doctor", "-o", "json");
    assertEquals(1, result.code(), result.out());
    List<?> findings = (List<?>) JSON.std.mapFrom(result.out()).get("findings");
    List<String> checks = new ArrayList<>();
    Map<String, String> found = null;
    for (Object item : findings) {
      Map<?, ?> finding = (Map<?, ?>) item;
      checks.add((String) finding.get("check"));
      if (finding.get("check").equals(check)) {
        found = Map.of("verdict", (String) finding.get("verdict"), "text", (String) finding.get("text"),
            "remedy", (String) finding.get("remedy"));
      }
    }
    assertTrue(checks.containsAll(List.of("Porto", "dpkg", "apt", "space", "agent", "Java")), checks.toString());
    return found;
  }

  @Test
  void aPortodThatTakesCallsAndNeverAnswers() throws Exception {
    Path socket = directory.resolve("hanging");
    try (Peer portod = new Peer(socket, Optional.empty())) {
      host.set("PORTO_SOCKET", socket.toString());
      Map<String, String> finding = finding("Porto");
      assertEquals("fail", finding.get("verdict"));
      assertTrue(finding.get("text").startsWith(socket + ": ") && finding.get("text").contains("10 s"),
          finding.get("text"));
      assertTrue(finding.get("remedy").startsWith("look at portod's log, and start it again"), finding.get("remedy"));
    }
  }

  @Test
  void aPortodThatIsStoppedByASignal() throws Exception {
    Path socket = directory.resolve("stopped");
    Process portod = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        Main.class.getName(), "--socket", socket.toString(), "--dir", directory.resolve("other").toString())
        .redirectErrorStream(true).redirectOutput(directory.resolve("portod.log").toFile()).start();
    try {
      while (!Files.exists(socket)) {
        assertTrue(portod.isAlive(), () -> "the endpoint has ended");
        Thread.sleep(20);
      }
      host.set("PORTO_SOCKET", socket.toString());
      assertEquals(0, host.run("doctor").code());
      signal("-STOP", portod);
      Map<String, String> finding = finding("Porto");
      assertEquals("fail", finding.get("verdict"));
      assertTrue(finding.get("text").contains("10 s"), finding.get("text"));
      signal("-CONT", portod);
      assertEquals(0, host.run("doctor").code());
    } finally {
      portod.destroyForcibly().waitFor();
    }
  }

  private static void signal(String signal, Process process) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor());
  }

  @Test
  void anAgentThatTakesCallsAndNeverAnswers() throws Exception {
    agentSays(Optional.empty(), "the agent did not answer within 2 s");
  }

  @Test
  void anAgentOfAnotherVersion() throws Exception {
    agentSays(Optional.of("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":"
        + "\"the agent is of version 1.0.0, this caller of version 2.0.0\",\"data\":{\"reason\":\"\"}}}"),
        "the agent is of version 1.0.0, this caller of version 2.0.0");
  }

  @Test
  void anAgentThatAnswersRubbish() throws Exception {
    agentSays(Optional.of("220 mail.example.net ESMTP"), "the agent ended: ");
    agentSays(Optional.of("{\"jsonrpc\":\"2.0\",\"id\":1}"), "the agent answered what is no answer");
  }

  private void agentSays(Optional<String> answer, String text) throws Exception {
    Path socket = directory.resolve("run/agent.socket");
    Files.createDirectories(socket.getParent());
    try (HostLock.Held running = HostLock.ofAgent(HostPaths.from(host.environment())).take("testing");
        Peer agent = new Peer(socket, answer)) {
      Map<String, String> finding = finding("agent");
      assertEquals("fail", finding.get("verdict"));
      assertTrue(finding.get("text").startsWith(text), finding.get("text"));
      assertEquals("systemctl restart porto-daemons-agent", finding.get("remedy"));
    } finally {
      Files.deleteIfExists(socket);
    }
  }
}
