package org.puppetporto.agent;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Talks to an agent's socket as the provider does; shares no code with the server. */
final class Caller implements AutoCloseable {
  private final SocketChannel channel;
  private final OutputStream out;
  private final BufferedReader in;
  private int id;

  Caller(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    out = Channels.newOutputStream(channel);
    in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  /** A call's answer; with "error" when it was refused, null when the peer hung up. */
  Map<String, Object> call(String method, Map<String, Object> params) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("jsonrpc", "2.0");
    request.put("id", ++id);
    request.put("method", method);
    request.put("params", params);
    return say(JSON.std.asString(request));
  }

  Map<String, Object> hello() throws IOException {
    return call("hello", Map.of("protocol", 1, "version", "development"));
  }

  Map<String, Object> say(String line) throws IOException {
    send(line + "\n");
    return answer();
  }

  void send(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  Map<String, Object> answer() throws IOException {
    while (true) {
      String line = in.readLine();
      if (line == null) {
        return null;
      }
      Map<String, Object> message = JSON.std.mapFrom(line);
      if (!message.containsKey("method")) {
        return message;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
