package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.agent.Agent;
import org.puppetporto.agent.AgentOptions;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.engine.HostLock;
import org.puppetporto.health.Watchman;

/** Root's commands where an agent runs: the same words and exit codes as without it. */
@Timeout(300)
class ThroughAgentTest {
  @TempDir
  Path directory;

  private CliHost host;
  private Map<String, String> known;
  private Agent agent;
  private Thread thread;

  @BeforeEach
  void open() throws Exception {
    open("a");
  }

  private void open(String name) throws IOException {
    host = new CliHost(Files.createDirectory(directory.resolve(name)));
    known = new HashMap<>(host.environment());
  }

  @AfterEach
  void close() throws Exception {
    host.set("PORTO_SOCKET", known.get("PORTO_SOCKET"));
    host.run("purge", "--yes", "web");
    if (agent != null) {
      agent.stop();
      thread.join();
      agent.close();
    }
    host.close();
  }

  private void startAgent() throws Exception {
    agent = new Agent(known, AgentOptions.DEFAULT, (given, changed) -> Watchman.NONE, line -> { });
    thread = new Thread(() -> {
      try {
        agent.run();
      } catch (InterruptedException | IOException e) {
        throw new IllegalStateException(e);
      }
    });
    thread.start();
    while (!Files.exists(socket())) {
      Thread.sleep(20);
    }
    // Nothing but the agent reaches Porto now.
    host.set("PORTO_SOCKET", host.directory.resolve("nowhere").toString());
  }

  private Path socket() {
    return host.directory.resolve("run/agent.socket");
  }

  private String definition(String version, String limit) throws IOException {
    return host.file("web.yaml", "meta: {name: web, version: " + version + "}\nspec: {properties: "
        + "{cmd: [/bin/sleep, '100000'], respawn: 'false', memory_limit: " + limit + "},"
        + " policy: {min_uptime: 0.1, stop_timeout: 1}}\n");
  }

  /** All that the commands say; what differs from run to run is left out. */
  private List<String> story() throws IOException {
    List<String> told = new ArrayList<>();
    tell(told, "apply -f " + definition("1", "64Mb"));
    tell(told, "apply -f " + definition("1", "64Mb"));
    tell(told, "status");
    tell(told, "apply -f " + definition("2", "128Mb"));
    tell(told, "status -o yaml");
    tell(told, "status web");
    tell(told, "status wep");
    tell(told, "restart web --reason testing");
    tell(told, "restart wep --reason testing");
    tell(told, "rollback web --reason testing");
    tell(told, "retry web --reason testing");
    tell(told, "maintenance on web --reason testing");
    tell(told, "update web --reason testing");
    tell(told, "apply -f " + definition("3", "256Mb"));
    tell(told, "maintenance off web");
    tell(told, "stop web --reason testing");
    tell(told, "status");
    tell(told, "start web --reason testing");
    tell(told, "apply -f " + host.file("odd.yaml", "meta: {name: odd}\nspec: {properties: "
        + "{cmd: [/bin/true], memory_limit: 1Mb, cpu_policy: idle}, packages: {no-such-package: '1'}}\n"));
    tell(told, "apply -f " + host.file("web.yaml", "meta: {name: web, delete_requested: true}\n"));
    tell(told, "status");
    tell(told, "adopt other -f " + host.file("other.yaml", "meta: {name: web}\nspec: {properties: {cmd: [a]}}\n"));
    tell(told, "adopt web -f " + definition("4", "64Mb"));
    return told;
  }

  private void tell(List<String> told, String line) {
    Result result = host.run(line.split(" "));
    String text = "$ " + line + "\n" + result.out() + result.err() + "= " + result.code();
    // The agent looks after daemons at any moment, and is waited for then.
    told.add(text.replace(host.directory.toString(), "HERE")
        .replaceAll("(?m)^porto-daemon: warning: another run holds .*$\\n?", "")
        .replaceAll("\\d+(\\.\\d+)? (s|min|h)\\b", "SOME TIME")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "THEN").replaceAll("pid \\d+", "PID")
        .replaceAll("(?m)^.*(uptime|process|resources|cpu|memory_usage|rss|anon|threads|thread_count|io_|net_"
            + "|major_faults|minor_faults).*$\\n?", ""));
  }

  @Test
  void commandsSayTheSame() throws Exception {
    List<String> alone = story();
    host.close();
    open("b");
    startAgent();
    List<String> through = story();
    for (int i = 0; i < alone.size(); i++) {
      assertEquals(alone.get(i), through.get(i));
    }
    String deeds = host.run("history", "web").out();
    assertTrue(deeds.contains("testing"), deeds);
  }

  @Test
  void whoHoldsTheLockIsToldAtOnce() throws Exception {
    known.put("PORTO_DAEMON_LOCK_TIMEOUT", "1");
    startAgent();
    assertEquals(0, host.run(("apply -f " + definition("1", "64Mb")).split(" ")).code());
    try (HostLock.Held held = new HostLock(socket().getParent(), Duration.ZERO).take("testing")) {
      Result result = host.run("restart", "web", "--reason", "x");
      assertEquals(Exit.LOCKED, result.code(), result.err());
      assertTrue(result.err().matches("(?s)porto-daemon: warning: another run holds .* testing, since .*; waiting "
          + "for at most 1 s\nporto-daemon: another run holds .*, waited 1 s; let it end, then run again\n"),
          result.err());
    }
  }

  @Test
  void anAgentThatHangsIsLeftOut() throws Exception {
    Files.createDirectories(socket().getParent());
    try (ServerSocketChannel deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      deaf.bind(UnixDomainSocketAddress.of(socket()));
      for (String line : List.of("apply -f " + definition("1", "64Mb"), "status", "restart web --reason x")) {
        Result result = host.run(line.split(" "));
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("web"), result.out());
        assertEquals("porto-daemon: warning: not through the agent: the agent did not answer within 2 s; see: "
            + "systemctl status porto-daemons-agent\n", result.err());
      }
    }
  }
}
