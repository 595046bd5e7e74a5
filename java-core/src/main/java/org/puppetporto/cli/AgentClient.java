package org.puppetporto.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.puppetporto.bridge.CoreVersion;
import org.puppetporto.bridge.Wire;
import org.puppetporto.engine.DefinitionDocument;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Fault;
import org.puppetporto.engine.Outcome;
import org.puppetporto.engine.Progress;
import org.puppetporto.spec.Definition;

/** The agent, as a user's commands reach it; every wait has a deadline. */
final class AgentClient implements Operating, AutoCloseable {
  private static final Duration HELLO = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  /** Longest silence of a change: maintainer scripts report nothing while they run. */
  private static final Duration CHANGE = Duration.ofMinutes(30);
  private static final int LONGEST = 64 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private final Replies replies = new Replies(LONGEST);
  private final Consumer<String> warnings;
  private int id;

  private AgentClient(SocketChannel channel, Selector selector, Consumer<String> warnings) {
    this.channel = channel;
    this.selector = selector;
    this.warnings = warnings;
  }

  /**
   * Connects.
   *
   * @param user who is at work, for others to read; what the agent believes of root alone
   * @param warnings told when another run has to be waited for
   * @throws EngineException when the agent does not answer in time, or is of another version
   */
  static AgentClient connect(Path socket, String user, Consumer<String> warnings) throws EngineException {
    AgentClient client = dialled(socket, warnings);
    try {
      client.call("hello", Map.of("protocol", 1, "version", CoreVersion.text(), "who", user), HELLO,
          Progress.NONE);
      return client;
    } catch (EngineException e) {
      client.close();
      throw e;
    }
  }

  private static AgentClient dialled(Path socket, Consumer<String> warnings) throws EngineException {
    try {
      SocketChannel channel = SocketChannel.open(java.net.StandardProtocolFamily.UNIX);
      channel.configureBlocking(false);
      channel.connect(UnixDomainSocketAddress.of(socket));
      Selector selector = Selector.open();
      channel.register(selector, SelectionKey.OP_READ);
      return new AgentClient(channel, selector, warnings);
    } catch (IOException e) {
      throw lost("cannot be reached at " + socket + ": " + e.getMessage());
    }
  }

  /**
   * What the agent knows of daemons.
   *
   * @param daemons status documents by name, each with a {@code note}
   * @param unknown what could not be read and is not known, in sentences
   */
  record Told(Map<String, Object> daemons, List<String> unknown) {}

  /** How daemons are. */
  Told status() throws EngineException {
    Map<String, Object> told = call("show", Map.of(), ANSWER, Progress.NONE);
    List<String> unknown = told.get("unknown") instanceof List<?> list
        ? list.stream().map(String::valueOf).toList() : List.of();
    return new Told(map(told.get("daemons")), unknown);
  }

  @Override
  public Outcome change(Verb verb, String name, String why, Progress progress) throws EngineException {
    return Wire.outcome(name,
        call(verb.method(), Map.of("name", name, "reason", why), CHANGE, progress));
  }

  @Override
  public void maintain(String name, String why) throws EngineException {
    call("maintain", Map.of("name", name, "reason", why), CHANGE, Progress.NONE);
  }

  @Override
  public void release(String name) throws EngineException {
    call("release", Map.of("name", name), CHANGE, Progress.NONE);
  }

  /** One that is refused is told of when it is applied. */
  @Override
  public void declare(Collection<Definition> definitions) throws EngineException {
    List<Object> documents = new ArrayList<>();
    definitions.forEach(definition -> documents.add(DefinitionDocument.of(definition)));
    call("observe", Map.of("daemons", documents, "noop", true), ANSWER, Progress.NONE);
  }

  @Override
  public Outcome apply(Definition definition, Progress progress) throws EngineException {
    return Wire.outcome(definition.name(),
        call("execute", Map.of("daemon", DefinitionDocument.of(definition)), CHANGE, progress));
  }

  private Map<String, Object> call(
      String method, Map<String, Object> params, Duration patience, Progress progress)
      throws EngineException {
    try {
      Map<String, Object> request = new LinkedHashMap<>();
      request.put("jsonrpc", "2.0");
      request.put("id", ++id);
      request.put("method", method);
      request.put("params", params);
      write(JSON.std.asString(request) + "\n", patience);
      while (true) {
        Map<String, Object> message = next(patience);
        if ("progress".equals(message.get("method"))) {
          report(map(message.get("params")), progress);
        } else if (message.get("error") != null) {
          throw refused(map(message.get("error")));
        } else {
          return map(message.get("result"));
        }
      }
    } catch (IOException e) {
      throw lost("ended: " + e.getMessage());
    }
  }

  private void write(String line, Duration patience) throws IOException, EngineException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    long end = System.nanoTime() + patience.toNanos();
    while (channel.write(bytes) >= 0 && bytes.hasRemaining()) {
      await(SelectionKey.OP_WRITE, end, patience);
    }
  }

  private Map<String, Object> next(Duration patience) throws IOException, EngineException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<String> line = replies.line();
      if (line.isPresent()) {
        return JSON.std.mapFrom(line.get());
      }
      await(SelectionKey.OP_READ, end, patience);
      replies.readFrom(channel);
    }
  }

  private void await(int what, long end, Duration patience) throws IOException, EngineException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0) {
      throw lost("did not answer within " + patience.toSeconds() + " s");
    }
    channel.keyFor(selector).interestOps(what);
    selector.select(left);
    selector.selectedKeys().clear();
  }

  private void report(Map<String, Object> told, Progress progress) {
    if (Wire.WAITING.equals(told.get("action"))) {
      warnings.accept(String.valueOf(told.get("text")));
      return;
    }
    progress.report(String.valueOf(told.get("name")), String.valueOf(told.get("action")),
        String.valueOf(told.get("text")),
        told.get("percent") instanceof Number number ? number.intValue() : -1);
  }

  private static EngineException refused(Map<String, Object> error) {
    int code = error.get("code") instanceof Number number ? number.intValue() : 0;
    Fault fault = java.util.Arrays.stream(Fault.values()).filter(known -> known.code() == code).findFirst()
        .orElse(Fault.REFUSED);
    Object detail = error.get("data") instanceof Map<?, ?> data ? data.get("detail") : "";
    return new EngineException(fault, String.valueOf(error.get("message")),
        detail == null ? "" : detail.toString(), null);
  }

  private static EngineException lost(String what) {
    return new EngineException(Fault.ACTION, "the agent " + what
        + "; see: systemctl status porto-daemons-agent");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) throws EngineException {
    if (!(value instanceof Map)) {
      throw lost("answered what is no answer");
    }
    return (Map<String, Object>) value;
  }

  @Override
  public void close() {
    try {
      selector.close();
      channel.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }
}
