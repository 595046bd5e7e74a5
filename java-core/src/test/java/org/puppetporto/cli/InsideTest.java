package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;
import org.puppetporto.cli.terminal.Pty;
import org.puppetporto.porto.Deadlines;
import org.puppetporto.porto.Porto;
import org.puppetporto.porto.PortoClient;

/** Commands inside a daemon's container, over plain streams and on a terminal. */
@Timeout(120)
class InsideTest extends OnHost {
  @BeforeEach
  void open() throws IOException {
    Result apply = host.run("apply", "-f", host.file("web.yaml", """
        meta: {name: web}
        spec:
          properties: {cmd: [sleep, '1000'], isolate: false, cwd: /tmp, env: {GREETING: "hello  there"}}
          policy: {min_uptime: 0.1, stop_timeout: 1}
        """));
    assertEquals(0, apply.code(), apply.err());
  }

  private void nothingIsLeft() throws Exception {
    try (PortoClient porto = Porto.connect(host.socket(), Deadlines.DEFAULT)) {
      assertEquals(List.of("web"), porto.list("***").stream().filter(name -> !name.equals("/")).toList());
    }
  }

  @Test
  void streamsAndExitCodeArePassedThrough() throws Exception {
    Result result = host.runWith("one\ntwo\n", "exec", "web", "--", "sh", "-c",
        "pwd; echo \"$GREETING\"; wc -l; echo oops >&2; exit 7");
    assertEquals("/tmp\nhello  there\n2\n", result.out());
    assertEquals("oops\n", result.err());
    assertEquals(7, result.code());
    nothingIsLeft();
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    Result result =
        host.run("exec", "web", "--", "printf", "<%s>", "", "a b", "$HOME;", "-n", "--user", "--");
    assertEquals("<><a b><$HOME;><-n><--user><-->", result.out(), result.err());
    assertEquals("<-l>", host.run("exec", "web", "printf", "<%s>", "-l").out());
  }

  @Test
  void muchOutputArrivesWhole() throws Exception {
    Result result = host.run("exec", "web", "--", "seq", "200000");
    assertEquals(200_000, result.out().lines().count());
    assertTrue(result.out().endsWith("199999\n200000\n"));
  }

  @Test
  void signalsAndMissingCommandsHaveTheShellsCodes() throws Exception {
    assertEquals(143, host.run("exec", "web", "--", "sh", "-c", "kill -TERM $$").code());
    Result missing = host.run("exec", "web", "--", "/no/such/command");
    assertEquals(127, missing.code());
    assertTrue(missing.err().startsWith("porto-daemon: "), missing.err());
    nothingIsLeft();
  }

  @Test
  void whatDoesNotRunIsNamed() throws Exception {
    Result unknown = host.run("exec", "nobody", "--", "true");
    assertEquals(1, unknown.code());
    assertTrue(unknown.err().contains("nobody") && unknown.err().contains("porto-daemon status"),
        unknown.err());
    assertEquals(0, host.run("stop", "web", "--reason", "x").code());
    Result stopped = host.run("exec", "web", "--", "true");
    assertEquals(1, stopped.code());
    assertTrue(stopped.err().contains("web does not run"), stopped.err());
    assertEquals(64, host.run("exec", "web").code());
    assertEquals(1, host.run("exec", "web", "--", "--").code());
  }

  @Test
  void aShellReadsCommandsWhereThereIsNoTerminal() throws Exception {
    Result shell = host.runWith("echo $PORTO_NAME\nexit 3\n", "shell", "web");
    assertTrue(shell.out().startsWith("web/exec-"), shell.out());
    assertEquals(3, shell.code());
  }

  /** What a terminal shows, and the keys that are pressed on it. */
  private final class Screen implements AutoCloseable {
    private final Pty pty = Pty.open();
    private final StringBuilder shown = new StringBuilder();
    private final Process process;

    Screen(String... args) throws IOException {
      pty.resize(33, 101);
      List<String> argv = new ArrayList<>(List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
          System.getProperty("java.class.path"), "org.puppetporto.Main"));
      argv.addAll(Arrays.asList(args));
      Path terminal = Files.readSymbolicLink(Path.of("/proc/self/fd/" + pty.inner().path().substring(8)));
      ProcessBuilder builder = new ProcessBuilder(argv).redirectInput(terminal.toFile())
          .redirectOutput(terminal.toFile()).redirectError(terminal.toFile());
      builder.environment().putAll(host.environment());
      process = builder.start();
      Thread reader = new Thread(() -> {
        try {
          pty.outer().copyTo(new OutputStream() {
            @Override
            public void write(int b) {
              synchronized (shown) {
                shown.append((char) b);
                shown.notifyAll();
              }
            }
          });
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
      });
      reader.setDaemon(true);
      reader.start();
    }

    void await(String text) throws InterruptedException {
      synchronized (shown) {
        while (shown.indexOf(text) < 0) {
          shown.wait(1000);
          assertTrue(process.isAlive() || shown.indexOf(text) >= 0, "ended, and showed: " + shown);
        }
      }
    }

    void press(String keys) throws IOException {
      pty.outer().copyFrom(new java.io.ByteArrayInputStream(keys.getBytes()));
    }

    @Override
    public void close() {
      process.destroyForcibly();
      pty.close();
    }
  }

  @Test
  void onATerminalTheInnerOneHasItsSizeItsKeysAndItsInterrupt() throws Exception {
    try (Screen screen = new Screen("exec", "web", "--", "sh", "-c",
        "trap 'echo caught; stty size; tty; exit 5' INT; echo ready; while :; do sleep 0.05; done")) {
      screen.await("ready");
      screen.press("\003");
      screen.await("caught");
      screen.await("33 101");
      screen.await("/dev/pts/");
      assertEquals(5, screen.process.waitFor());
    }
    nothingIsLeft();
  }

  @Test
  void aShellOnATerminalEchoesAndFollowsItsSize() throws Exception {
    try (Screen screen = new Screen("shell", "web")) {
      screen.await("#");
      screen.press("test -t 0 && test -t 1 && echo on-a-$((40 + 2))\r");
      screen.await("on-a-42");
      screen.pty.resize(20, 77);
      new ProcessBuilder("kill", "-WINCH", String.valueOf(screen.process.pid())).start().waitFor();
      screen.press("until test \"$(stty size)\" = '20 77'; do sleep 0.05; done; echo resized-$((1 + 1))\r");
      screen.await("resized-2");
      screen.press("exit 4\r");
      assertEquals(4, screen.process.waitFor());
    }
    nothingIsLeft();
  }
}
