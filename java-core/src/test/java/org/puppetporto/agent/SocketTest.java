package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.puppetporto.engine.Deed;
import org.puppetporto.engine.EngineException;

/** The agent's socket: who may do what, and what callers cannot do to it. */
class SocketTest extends WithAnAgentHost {
  private Path socket() {
    return host.host.directory.resolve("run/agent.socket");
  }

  private Caller connect() throws Exception {
    // It is there a moment before anyone listens.
    Caller[] caller = new Caller[1];
    host.await("the socket", () -> {
      try {
        caller[0] = new Caller(socket());
        return true;
      } catch (IOException e) {
        return false;
      }
    });
    return caller[0];
  }

  private Map<String, Object> definition(int variant) {
    return Map.of("origin", "Porto_daemon[web]", "ensure", "running", "meta", Map.of("name", "web"),
        "spec", Map.of("properties", Map.of("cmd", host.host.sleep(variant)),
            "policy", Map.of("min_uptime", 0.1, "stop_timeout", 1)));
  }

  private static Object at(Map<String, Object> message, String... keys) {
    Object value = message;
    for (String key : keys) {
      value = ((Map<?, ?>) value).get(key);
    }
    return value;
  }

  @Test
  void aPuppetRunIsServedAndLeavesTheAgentRunning() throws Exception {
    host.start();
    try (Caller puppet = connect()) {
      assertEquals("development", at(puppet.hello(), "result", "version"));
      Map<String, Object> observed =
          puppet.call("observe", Map.of("daemons", List.of(definition(1)), "claims", Map.of()));
      assertEquals("absent", at(observed, "result", "daemons", "web", "ensure"));
      assertEquals(true, at(puppet.call("plan", Map.of("daemons", List.of(definition(1)))),
          "result", "plans", "web", "changes"));
      assertEquals("running", at(puppet.call("execute", Map.of("daemon", definition(1))), "result", "state"));
      long first = host.running(1, 0);
      assertEquals(true,
          at(puppet.call("restart", Map.of("name", "web", "reason", "refresh")), "result", "changed"));
      host.running(1, first);
      assertNotNull(puppet.call("shutdown", Map.of()).get("result"));
      assertNull(puppet.answer());
    }
    try (Caller next = connect()) {
      assertNotNull(next.hello().get("result"));
    }
  }

  @Test
  void callersOfAnotherVersionAreSentAway() throws Exception {
    host.start();
    try (Caller caller = connect()) {
      Map<String, Object> answer = caller.call("hello", Map.of("protocol", 1, "version", "0.0.1"));
      assertEquals(-32002, at(answer, "error", "code"));
      assertEquals(-32600, at(caller.call("observe", Map.of("daemons", List.of())), "error", "code"));
    }
  }

  @Test
  void anotherCoreOnTheHostEndsTheLoopWithoutTouchingADaemon() throws Exception {
    Path jar = host.host.directory.resolve("core.jar");
    jar(jar, "one");
    host.jar = new OwnJar(Optional.of(jar));
    host.host.execute(host.daemon("web", 1));
    host.start();
    long pid = host.running(1, 0);
    try (Caller caller = connect()) {
      assertNotNull(caller.hello().get("result"));
    }
    Files.writeString(jar, "half a jar");
    try (Caller caller = connect()) {
      assertNotNull(caller.hello().get("result"));
    }
    jar(jar, "two");
    try (Caller caller = new Caller(socket())) {
      Map<String, Object> answer = caller.hello();
      // Either the loop has seen it before, or the caller is told.
      assertTrue(answer == null || at(answer, "error", "code").equals(-32002), String.valueOf(answer));
    } catch (IOException e) {
      assertTrue(host.end == Agent.End.NEWER_CORE || !Files.exists(socket()), e.toString());
    }
    host.await("the end of the loop", () -> host.end == Agent.End.NEWER_CORE);
    assertEquals(List.of(pid), host.processes(1));
  }

  private static void jar(Path file, String version) throws IOException {
    java.util.jar.Manifest manifest = new java.util.jar.Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Implementation-Version", version);
    Path draft = file.resolveSibling("draft");
    try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(draft), manifest)) {
      out.flush();
    }
    Files.move(draft, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void thereIsOneAgentOnAHost() throws Exception {
    host.start();
    connect().close();
    EngineException e = assertThrows(EngineException.class, () -> new Agent(host.environment, host.options,
        (remedy, changed) -> org.puppetporto.health.Watchman.NONE, line -> { }));
    assertTrue(e.getMessage().contains("running the agent"), e.getMessage());
    try (Caller caller = connect()) {
      assertNotNull(caller.hello().get("result"));
    }
  }

  @Test
  void idleConnectionsAndRubbishDoNoHarm() throws Exception {
    host.start();
    List<Caller> idle = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      idle.add(connect());
    }
    try (Caller caller = connect()) {
      assertNotNull(caller.hello().get("result"));
    }
    for (int batch = 0; batch < 400; batch++) {
      try (Caller caller = connect()) {
        for (int i = 0; i < 25; i++) {
          caller.send(rubbish(25 * batch + i));
        }
        while (caller.answer() != null) {
          // Each is answered with an error until it is enough, and the connection is closed.
        }
      } catch (IOException e) {
        // It was enough before the last was sent.
      }
    }
    for (Caller caller : idle) {
      caller.close();
    }
    try (Caller caller = connect()) {
      caller.hello();
      assertNotNull(caller.call("observe", Map.of("daemons", List.of())).get("result"));
    }
  }

  private static String rubbish(int number) {
    switch (number % 6) {
      case 0:
        return "\n\n{\n";
      case 1:
        return "[1, 2, 3]\n";
      case 2:
        return "{\"jsonrpc\": \"2.0\", \"id\": " + number + "}\n";
      case 3:
        return "\u0000\u0001\uffff" + "x".repeat(number % 1000) + "\n";
      case 4:
        return "{\"a\":".repeat(20_000) + "[".repeat(20_000) + "\n";
      default:
        return "{\"method\": \"execute\", \"params\": {\"daemon\": {\"meta\": {\"name\": \"../../etc\"}}}}\n";
    }
  }

  @Test
  void anEndlessMessageEndsItsConnection() throws Exception {
    host.start();
    try (Caller caller = connect()) {
      caller.hello();
      byte[] chunk = new byte[1 << 20];
      Arrays.fill(chunk, (byte) 'x');
      String text = new String(chunk, StandardCharsets.US_ASCII);
      assertThrows(IOException.class, () -> {
        for (int i = 0; i < 64; i++) {
          caller.send(text);
        }
      });
    }
    try (Caller caller = connect()) {
      assertNotNull(caller.hello().get("result"));
    }
  }

  @Test
  void whoIsNotPermittedReadsAndIsRefusedTheRest() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "needs root to become somebody else");
    host.options = new AgentOptions(host.options.interval(), host.options.tell(), Optional.of("daemon"));
    host.host.execute(host.daemon("web", 1));
    host.start();
    connect().close();
    Files.setPosixFilePermissions(host.host.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    long pid = host.running(1, 0);

    List<Map<String, Object>> outside = as("nobody", "nogroup", "--clear-groups");
    assertEquals("running", at(outside.get(1), "result", "daemons", "web", "ensure"));
    for (Map<String, Object> answer : outside.subList(2, 4)) {
      assertEquals(-32003, at(answer, "error", "code"));
      String why = (String) at(answer, "error", "message");
      assertTrue(why.contains("nobody") && why.contains("the group daemon"), why);
    }
    assertEquals(List.of(pid), host.processes(1));

    // As a supplementary group, too, which the kernel tells apart from the primary one.
    List<Map<String, Object>> inside = as("nobody", "nogroup", "--groups", "daemon");
    assertEquals(true, at(inside.get(3), "result", "changed"), inside.toString());
    host.running(1, pid);
    assertEquals("nobody", lastDeedBy("web"));
  }

  private String lastDeedBy(String name) {
    List<Deed> history = host.host.engine().operator().history(name);
    return history.get(history.size() - 1).who();
  }

  /** The process of a daemon that the agent keeps. */
  private long started() throws Exception {
    host.host.execute(host.daemon("web", 1));
    host.start();
    return host.running(1, 0);
  }

  @Test
  void rootSaysForWhomItSpeaks() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "needs root to be believed");
    long pid = started();
    try (Caller caller = connect()) {
      caller.call("hello", Map.of("protocol", 1, "version", "development", "who", "ann"));
      assertEquals(true,
          at(caller.call("restart", Map.of("name", "web", "reason", "a leak")), "result", "changed"));
    }
    host.running(1, pid);
    assertEquals("ann", lastDeedBy("web"));
  }

  @Test
  void whatIsHeldWaitsAndSaysSo() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "needs root to be allowed");
    long pid = started();
    try (Caller caller = connect()) {
      caller.call("hello", Map.of("protocol", 1, "version", "development", "who", "ann"));
      Map<String, Object> why = Map.of("name", "web", "reason", "a leak");
      assertEquals("", at(caller.call("update", why), "result", "waits"));
      assertTrue(String.valueOf(at(caller.call("rollback", why), "error", "message"))
          .startsWith("there is no revision of web before its CURRENT one"));
      caller.call("maintain", why);
      String waits = String.valueOf(at(caller.call("restart", why), "result", "waits"));
      assertTrue(waits.startsWith("held: maintenance by ann ")
          && waits.endsWith("to end that: porto-daemon maintenance off web"), waits);
    }
    assertEquals(List.of(pid), host.processes(1));
  }

  /** Answers to hello, observe, execute and restart, asked by somebody else. */
  private List<Map<String, Object>> as(String user, String group, String... groups) throws Exception {
    List<String> argv = new ArrayList<>(List.of("setpriv", "--reuid", user, "--regid", group));
    argv.addAll(List.of(groups));
    argv.addAll(List.of("perl", "-MIO::Socket::UNIX", "-e",
        "$s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die qq($!\\n); $s->autoflush(1); $| = 1;"
            + " while (<STDIN>) { print $s $_; do { $a = <$s> } while $a =~ /\"method\":/; print $a }",
        socket().toString()));
    Process process = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    StringBuilder asked = new StringBuilder();
    asked.append(request("hello", Map.of("protocol", 1, "version", "development", "who", "ann")));
    asked.append(request("observe", Map.of("daemons", List.of(), "instances", true)));
    asked.append(request("execute",
        Map.of("daemon", Map.of("ensure", "running", "meta", Map.of("name", "web")))));
    asked.append(request("restart", Map.of("name", "web", "reason", "by hand")));
    process.getOutputStream().write(asked.toString().getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    List<Map<String, Object>> answers = new ArrayList<>();
    byte[] all = process.getInputStream().readAllBytes();
    for (String line : new String(all, StandardCharsets.UTF_8).split("\n")) {
      answers.add(JSON.std.mapFrom(line));
    }
    assertEquals(0, process.waitFor());
    return answers;
  }

  private static String request(String method, Map<String, Object> params) throws IOException {
    return JSON.std.asString(
        Map.of("jsonrpc", "2.0", "id", method, "method", method, "params", params)) + "\n";
  }
}
