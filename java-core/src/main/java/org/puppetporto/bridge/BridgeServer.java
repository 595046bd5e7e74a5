package org.puppetporto.bridge;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.puppetporto.engine.Engine;
import org.puppetporto.engine.EngineException;
import org.puppetporto.engine.Progress;

/**
 * JSON-RPC 2.0, one UTF-8 message a line, between the Puppet provider and the engine (docs/architecture.md,
 * "The bridge"). Serves one caller, one request at a time; the transport is whatever carries lines.
 */
public final class BridgeServer {
  /** What is null is said to be: callers show every key. */
  private static final JSON OUT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private final Methods methods;
  private final Consumer<String> out;
  private boolean ended;
  private int malformed;

  /**
   * @param version the core's version, told in hello
   * @param out takes each message, without a line end
   */
  public BridgeServer(Engine engine, String version, Consumer<String> out) {
    this(() -> engine, version, Gate.OPEN, Optional.empty(), out);
  }

  /**
   * As above, for a server that has other callers beside this one.
   *
   * @param engine opened with the first message after hello
   * @param gate what this caller may do
   * @param stateDir the state store's, for a server that operators ask, too
   */
  public BridgeServer(Supplier<Engine> engine, String version, Gate gate, Optional<Path> stateDir,
      Consumer<String> out) {
    this.methods = new Methods(engine, version, gate, stateDir);
    this.out = out;
  }

  /** Whether the caller has said hello, in the right protocol. */
  public boolean greeted() {
    return methods.greeted();
  }

  /** Whether the caller has said that nothing more comes. */
  public boolean ended() {
    return ended;
  }

  /** How many messages so far were none. */
  public int malformed() {
    return malformed;
  }

  /** Serves lines until {@code shutdown} or the end of input. */
  public void serve(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String line;
    while (!ended && (line = lines.readLine()) != null) {
      if (!line.isEmpty()) {
        handle(line);
        prepare();
      }
    }
  }

  /** The answer is out: reads ahead what the caller asks next, beside the caller's own work. */
  public void prepare() {
    methods.prepare();
  }

  /** Whether the caller has managed daemons; one that only asked for their status has not. */
  public boolean managed() {
    return methods.observed();
  }

  /** Serves one request; its answer, and the notifications before it, go to the transport. */
  public void handle(String line) {
    Object id = null;
    try {
      Map<String, Object> request = parse(line);
      id = request.get("id");
      Object method = request.get("method");
      if (!(method instanceof String)) {
        throw new BridgeException(BridgeException.INVALID_REQUEST, "\"method\" is missing");
      }
      send(id, "result", methods.call((String) method, params(request), this::progress));
      ended |= method.equals("shutdown");
    } catch (BridgeException e) {
      malformed += e.malformed() ? 1 : 0;
      send(id, "error", error(e.code(), e.getMessage(), "protocol", ""));
    } catch (EngineException e) {
      send(id, "error", error(e.fault().code(), e.getMessage(), e.fault().reason(), e.detail()));
    } catch (RuntimeException e) {
      e.printStackTrace();
      send(id, "error", error(BridgeException.INTERNAL_ERROR,
          "a fault of the core itself, please report it: " + e, "internal", ""));
    }
  }

  private static Map<String, Object> parse(String line) throws BridgeException {
    try {
      return JSON.std.mapFrom(line);
    } catch (IOException e) {
      throw new BridgeException(BridgeException.PARSE_ERROR, "not a JSON object: " + e.getMessage());
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> params(Map<String, Object> request) throws BridgeException {
    Object params = request.get("params");
    if (params == null) {
      return Map.of();
    }
    if (!(params instanceof Map)) {
      throw new BridgeException(BridgeException.INVALID_PARAMS, "\"params\" is not a mapping");
    }
    return (Map<String, Object>) params;
  }

  private static Map<String, Object> error(int code, String message, String reason, String detail) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("reason", reason);
    data.put("detail", detail);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("data", data);
    return error;
  }

  /** Tells the caller that its request waits for another run to end. */
  public void waiting(String text) {
    progress("", Wire.WAITING, text, -1);
  }

  private void progress(String daemon, String action, String text, int percent) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("name", daemon);
    params.put("action", action);
    params.put("text", text.isEmpty() ? action : text);
    params.put("percent", percent);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", "progress");
    message.put("params", params);
    write(message);
  }

  private void send(Object id, String kind, Map<String, Object> content) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put(kind, content);
    write(message);
  }

  private void write(Map<String, Object> message) {
    try {
      out.accept(OUT.asString(message));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
