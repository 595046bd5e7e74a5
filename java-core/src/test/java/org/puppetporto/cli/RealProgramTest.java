package org.puppetporto.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.puppetporto.cli.CliHost.Result;

/** The program as scripts start it: a process of its own, with exit codes, pipes and locales. */
@Timeout(300)
class RealProgramTest extends OnHost {
  @BeforeEach
  void open() throws IOException {
    assertEquals(0, host.run("apply", "-f", daemon("hello")).code());
  }

  private String daemon(String name) throws IOException {
    return host.file(name + ".yaml", "meta: {name: " + name + "}\nspec: {properties: {cmd: [sh, -c, "
        + "'seq 1 100000; exec sleep 1000'], isolate: false}, policy: {min_uptime: 0.1, stop_timeout: 1}}\n");
  }

  /** Its signals as a terminal would have them: what a shell starts in the background ignores Ctrl-C for good. */
  private ProcessBuilder program(String... args) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> argv = new ArrayList<>(List.of("env", "--default-signal=INT", java, "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("java.class.path"), "org.puppetporto.Main"));
    argv.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(argv)
        .redirectError(directory.resolve("err").toFile()).redirectOutput(directory.resolve("out").toFile());
    builder.environment().putAll(host.environment());
    return builder;
  }

  /** As another run holds it: a lock of a process ends when that closes any descriptor of the file. */
  private static FileChannel locked(Path lock) throws IOException {
    Files.createDirectories(lock.getParent());
    FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    channel.write(ByteBuffer.wrap("pid 4711, executing other, since today".getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private Result ended(ProcessBuilder builder) throws Exception {
    int code = builder.start().waitFor();
    return new Result(code, Files.readString(directory.resolve("out")), Files.readString(directory.resolve("err")));
  }

  @Test
  void aHeldLockHasACodeOfItsOwnAndNamesItsHolder() throws Exception {
    Path lock = directory.resolve("run/lock");
    try (FileChannel held = locked(lock)) {
      assertTrue(held.isOpen());
      for (String line : List.of("restart hello --reason x", "apply -f " + daemon("other"),
          "apply -f " + daemon("other") + " -f " + daemon("third"), "maintenance on hello --reason x",
          "purge --yes hello", "stop hello --reason x")) {
        ProcessBuilder impatient = program(line.split(" "));
        impatient.environment().put("PORTO_DAEMON_LOCK_TIMEOUT", "0");
        Result result = ended(impatient);
        assertEquals(75, result.code(), line + ": " + result.out() + result.err());
        assertTrue(result.err().contains("another run holds " + lock + " (pid 4711, executing other, since today)"),
            line + ": " + result.err());
      }
      assertEquals(0, ended(program("status")).code(), "reading needs no lock");
      assertEquals(0, ended(program("plan", "-f", daemon("hello"))).code(), "planning needs no lock");
    }
    assertEquals(0, ended(program("restart", "hello", "--reason", "x")).code());
  }

  @Test
  void whoIsWaitedForIsToldAtOnce() throws Exception {
    Path lock = directory.resolve("run/lock");
    Process waiting;
    try (FileChannel held = locked(lock)) {
      assertTrue(held.isOpen());
      waiting = program("restart", "hello", "--reason", "x").start();
      while (!Files.readString(directory.resolve("err")).contains("; waiting for at most 300 s\n")) {
        Thread.sleep(50);
      }
    }
    assertEquals(0, waiting.waitFor());
    assertTrue(Files.readString(directory.resolve("err")).startsWith("porto-daemon: warning: another run holds "
        + lock + " (pid 4711, executing other, since today)"));
  }

  @Test
  void specOfOneDaemonIsThatOneAlone() throws Exception {
    assertEquals(0, host.run("apply", "-f", daemon("other")).code());
    Map<?, ?> one = (Map<?, ?>) JSON.std.mapFrom(ended(program("spec", "hello", "-o", "json")).out())
        .get("portoDaemons");
    assertEquals(List.of("hello"), List.copyOf(one.keySet()));
    Map<?, ?> hello = (Map<?, ?>) one.get("hello");
    assertEquals("hello", ((Map<?, ?>) hello.get("meta")).get("name"));
    assertTrue(hello.get("revision").toString().matches("[0-9a-f]{40}"), hello.toString());
    Map<?, ?> all = (Map<?, ?>) JSON.std.mapFrom(host.run("spec", "-o", "json").out()).get("portoDaemons");
    assertEquals(List.of("hello", "other"), List.copyOf(all.keySet()));
    assertEquals(hello, all.get("hello"));
    assertTrue(host.run("spec", "hello").out().startsWith("portoDaemons:\n  hello:\n"));
  }

  @Test
  void anInterruptionIsTakenUpByTheNextRun() throws Exception {
    String slow = host.file("slow.yaml", "meta: {name: slow}\nspec: {properties: {cmd: [sleep, '1000'], "
        + "isolate: false}, policy: {min_uptime: 600, ready_timeout: 900, stop_timeout: 1}}\n");
    Process process = program("apply", "-f", slow).start();
    while (!host.run("status").out().contains("slow   running")) {
      Thread.sleep(50);
    }
    assertEquals(0, new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor());
    assertEquals(130, process.waitFor());
    assertEquals("porto-daemon: interrupted; porto-daemon status shows what was reached, and the same command or"
        + " the next run of any kind finishes it\n", Files.readString(directory.resolve("err")));
    host.file("slow.yaml", Files.readString(Path.of(slow)).replace("600", "0.1"));
    Result again = ended(program("apply", "-f", slow));
    assertEquals(0, again.code(), again.err());
    assertTrue(again.out().contains("slow: an earlier run was cut off at: slow: "), again.out());
    assertEquals("", again.err());
  }

  @Test
  void wordsBeyondAsciiAreNamedWhereTheLocaleLosesThem() throws Exception {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "this Java cannot name such a file either");
    Path file = Path.of(host.file("plain.yaml", "meta: {name: plain}\n")).resolveSibling("gr\u00f6\u00dfe.yaml");
    ProcessBuilder ascii = program("validate", "-f", file.toString());
    ascii.environment().put("LC_ALL", "C");
    Result result = ended(ascii);
    assertEquals(64, result.code(), result.err());
    assertTrue(result.err().endsWith("set LC_ALL=C.UTF-8\n"), result.err());
  }

  @Test
  void aReaderThatGoesAwayEndsItQuietly() throws Exception {
    Process process = program("logs", "hello", "--stdout").redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    try (InputStream out = process.getInputStream()) {
      assertEquals("1\n", new String(out.readNBytes(2), StandardCharsets.US_ASCII));
    }
    process.waitFor();
    assertEquals("", Files.readString(directory.resolve("err")));
  }
}
