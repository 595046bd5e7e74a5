package org.puppetporto.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** A client of its own, over the JDK's sockets: as little in common with the endpoint as can be. */
final class TestClient implements AutoCloseable {
  private final SocketChannel channel;
  private final InputStream in;
  private final OutputStream out;

  TestClient(Path socket) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    in = Channels.newInputStream(channel);
    out = Channels.newOutputStream(channel);
  }

  Response call(Consumer<Request.Builder> fill) throws IOException {
    send(fill);
    return receive();
  }

  void send(Consumer<Request.Builder> fill) throws IOException {
    Request.Builder request = Request.newBuilder();
    fill.accept(request);
    request.build().writeDelimitedTo(out);
  }

  /** The next message; null when the endpoint closed the connection. */
  Response receive() throws IOException {
    return Response.parseDelimitedFrom(in);
  }

  Response ok(Consumer<Request.Builder> fill) throws IOException {
    Response response = call(fill);
    if (response.getError() != ErrorCode.SUCCESS) {
      throw new AssertionError(response.getError() + ": " + response.getErrorMsg());
    }
    return response;
  }

  void create(String name) throws IOException {
    ok(r -> r.getCreateBuilder().setName(name));
  }

  void set(String name, String property, String value) throws IOException {
    ok(r -> r.getSetPropertyBuilder().setName(name).setProperty(property).setValue(value));
  }

  Response trySet(String name, String property, String value) throws IOException {
    return call(r -> r.getSetPropertyBuilder().setName(name).setProperty(property).setValue(value));
  }

  String get(String name, String property) throws IOException {
    return ok(r -> r.getGetPropertyBuilder().setName(name).setProperty(property)).getGetProperty().getValue();
  }

  Response tryGet(String name, String property) throws IOException {
    return call(r -> r.getGetPropertyBuilder().setName(name).setProperty(property));
  }

  void start(String name) throws IOException {
    ok(r -> r.getStartBuilder().setName(name));
  }

  void stop(String name, int timeoutMs) throws IOException {
    ok(r -> r.getStopBuilder().setName(name).setTimeoutMs(timeoutMs));
  }

  void destroy(String name) throws IOException {
    ok(r -> r.getDestroyBuilder().setName(name));
  }

  /** Waits for the container's end; the state it was in then. */
  String await(String name) throws IOException {
    return ok(r -> r.getWaitBuilder().addName(name).setTimeoutMs(30_000)).getWait().getState();
  }

  /** Creates and starts a container that runs this through the shell. */
  void shell(String name, String script) throws IOException {
    create(name);
    set(name, "command_argv", "/bin/sh\t-c\t" + script.replace("\\", "\\\\"));
    start(name);
  }

  byte[] raw(byte[] bytes) throws IOException {
    out.write(bytes);
    channel.shutdownOutput();
    return in.readAllBytes();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
