package org.puppetporto.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.puppetporto.apt.AptLab;
import org.puppetporto.embedded.EmbeddedPortod;
import org.puppetporto.embedded.RequestCounters;

/** A host for commands: the embedded endpoint, a private apt, and private places. */
final class CliHost implements AutoCloseable {
  final Path directory;
  final AptLab apt;
  private final EmbeddedPortod portod;
  private final Map<String, String> environment = new HashMap<>();

  /** What a command gave. */
  record Result(int code, String out, String err) {}

  CliHost(Path directory) throws IOException {
    this.directory = directory;
    apt = AptLab.create(Files.createDirectory(directory.resolve("apt")));
    portod = EmbeddedPortod.start(directory.resolve("s"), directory.resolve("porto"));
    environment.putAll(apt.environment());
    environment.put("PORTO_SOCKET", portod.socket().toString());
    environment.put("PORTO_DAEMON_STATE_DIR", directory.resolve("state").toString());
    environment.put("PORTO_DAEMON_RUN_DIR", directory.resolve("run").toString());
    environment.put("PORTO_DAEMON_CONFIG", directory.resolve("config.json").toString());
    environment.put("PORTO_DAEMON_LOG", directory.resolve("porto-daemon.log").toString());
    environment.put("PORTO_DAEMON_SYSLOG", directory.resolve("log").toString());
    environment.put("PORTO_DAEMON_DEFINITIONS_DIR", directory.resolve("definitions").toString());
  }

  Map<String, String> environment() {
    return environment;
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** What {@code COMMAND NAME -o json} says of the daemon. */
  Map<?, ?> json(String command, String name) throws IOException {
    Result result = run(command, name, "-o", "json");
    return (Map<?, ?>) ((Map<?, ?>) JSON.std.mapFrom(result.out()).get("portoDaemons")).get(name);
  }

  /** Runs a command with nothing on its standard input. */
  Result run(String... args) {
    return runWith("", args);
  }

  Result runWith(String input, String... args) {
    return runInto("", input, args);
  }

  /** Runs a command whose reader goes away once it has read {@code last}, as head(1) does. */
  Result runUntil(String last, String... args) {
    return runInto(last, "", args);
  }

  /** Runs a command as on a terminal, whose reader goes away once it has read {@code last}. */
  Result runOnTerminal(String last, String... args) {
    return runInto(last, "", true, args);
  }

  private Result runInto(String last, String input, String... args) {
    return runInto(last, input, false, args);
  }

  private Result runInto(String last, String input, boolean terminal, String... args) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    OutputStream out = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        if (!last.isEmpty() && read.toString(StandardCharsets.UTF_8).contains(last)) {
          throw new IOException("nobody reads any more");
        }
        read.write(b);
      }
    };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment, terminal);
    int code = Cli.run(args, console);
    return new Result(code, read.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Publishes a package in the source, in each of these versions. */
  void publish(String name, String... versions) throws IOException {
    for (String version : versions) {
      apt.deb(name, version).publish();
    }
    apt.refresh();
  }

  String file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  Path socket() {
    return portod.socket();
  }

  /** What was asked of the endpoint. */
  RequestCounters requests() {
    return portod.counters();
  }

  /** Porto forgets everything, as at a reboot. */
  void reboot() throws Exception {
    for (String line : run("status").out().lines().skip(1).toList()) {
      try (var porto = org.puppetporto.porto.Porto.connect(
          portod.socket(), org.puppetporto.porto.Deadlines.DEFAULT)) {
        porto.destroy(line.substring(0, line.indexOf(' ')));
      }
    }
  }

  @Override
  public void close() throws IOException {
    portod.close();
  }
}
