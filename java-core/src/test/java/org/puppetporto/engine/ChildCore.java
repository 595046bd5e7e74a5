package org.puppetporto.engine;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.puppetporto.Main;
import org.puppetporto.spec.Definition;

/** The core as a process of its own, as Puppet or a person starts it; it can be killed. */
final class ChildCore implements AutoCloseable {
  private final Process process;
  private final BufferedReader lines;
  private int id;

  ChildCore(Map<String, String> environment) throws IOException {
    this(environment, Main.class, "bridge");
    send("hello", Map.of("protocol", 1, "version", "test"));
    lines.readLine();
  }

  /** A process that rolls a daemon back for a person, and tells of its progress in the same form. */
  static ChildCore rollingBack(Map<String, String> environment, String daemon) throws IOException {
    return new ChildCore(environment, RollbackProcess.class, daemon);
  }

  private ChildCore(Map<String, String> environment, Class<?> main, String argument) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName(), argument);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Asks for an execution, without waiting for it. */
  void execute(Definition definition) throws IOException {
    send("execute", Map.of("daemon", DefinitionDocument.of(definition)));
  }

  private void send(String method, Map<String, Object> params) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", ++id);
    request.put("method", method);
    request.put("params", params);
    OutputStream out = process.getOutputStream();
    out.write((JSON.std.asString(request) + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** The next message; empty when the core has ended. */
  Optional<Map<String, Object>> next() throws IOException {
    String line = lines.readLine();
    return line == null ? Optional.empty() : Optional.of(JSON.std.mapFrom(line));
  }

  /** Reads on until the action of that number, counted from 0, begins; false when the answer comes before. */
  boolean awaitAction(int number) throws IOException {
    int seen = 0;
    String last = "";
    Optional<Map<String, Object>> message;
    while ((message = next()).isPresent() && message.get().containsKey("method")) {
      String action = String.valueOf(Documents.map(message.get().get("params")).get("action"));
      // Downloads and dpkg tell of their progress under the name of their action.
      if (!action.equals(last) && seen++ == number) {
        return true;
      }
      last = action;
    }
    return false;
  }

  /** kill -9, and the wait for its end. Its children are left to themselves. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
