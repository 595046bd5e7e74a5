package org.puppetporto.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.puppetporto.embedded.proto.ContainerCreateRequest;
import org.puppetporto.embedded.proto.ContainerDestroyRequest;
import org.puppetporto.embedded.proto.ContainerGetPropertyRequest;
import org.puppetporto.embedded.proto.ContainerListRequest;
import org.puppetporto.embedded.proto.ContainerSetPropertyRequest;
import org.puppetporto.embedded.proto.ContainerStartRequest;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** A small client of Porto that shares no code with the core: what was reached is read by it. */
public final class ForeignPorto {
  private final Path socket;

  ForeignPorto(Path socket) {
    this.socket = socket;
  }

  /** A property's value; "" when there is none. */
  public String get(String name, String property) throws IOException {
    return call(Request.newBuilder().setGetProperty(
        ContainerGetPropertyRequest.newBuilder().setName(name).setProperty(property)).build())
        .getGetProperty().getValue();
  }

  public void set(String name, String property, String value) throws IOException {
    change(Request.newBuilder().setSetProperty(
        ContainerSetPropertyRequest.newBuilder().setName(name).setProperty(property).setValue(value)));
  }

  void create(String name) throws IOException {
    change(Request.newBuilder().setCreate(ContainerCreateRequest.newBuilder().setName(name)));
  }

  void start(String name) throws IOException {
    change(Request.newBuilder().setStart(ContainerStartRequest.newBuilder().setName(name)));
  }

  public void destroy(String name) throws IOException {
    change(Request.newBuilder().setDestroy(ContainerDestroyRequest.newBuilder().setName(name)));
  }

  private void change(Request.Builder request) throws IOException {
    Response response = call(request.build());
    if (response.getError().getNumber() != 0) {
      throw new IOException(response.getErrorMsg());
    }
  }

  public List<String> list() throws IOException {
    List<String> names = new ArrayList<>(call(Request.newBuilder().setList(
        ContainerListRequest.newBuilder()).build()).getList().getNameList());
    names.remove("/");
    return names;
  }

  Response call(Request request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      OutputStream out = Channels.newOutputStream(channel);
      InputStream in = Channels.newInputStream(channel);
      request.writeDelimitedTo(out);
      out.flush();
      return Response.parseDelimitedFrom(in);
    }
  }
}
