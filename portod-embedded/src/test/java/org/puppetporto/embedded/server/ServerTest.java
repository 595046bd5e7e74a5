package org.puppetporto.embedded.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.embedded.proto.Request;

class ServerTest {
  @TempDir
  Path directory;

  private static final Interceptor NOBODY = new Interceptor() {
    @Override
    public void before(RequestKind kind, Request request) {}

    @Override
    public void after(RequestKind kind, Request request) {}
  };

  @Test
  void aPeerThatCannotBeToldIsHungUpOnAndCostsTheOthersNothing() throws Exception {
    Path path = directory.resolve("socket");
    RequestLog log = new RequestLog(new PrintStream(PrintStream.nullOutputStream()));
    CountDownLatch asked = new CountDownLatch(2);
    try (Server server = new Server(path, peer -> {
      asked.countDown();
      throw new IllegalStateException("nobody knows who this is");
    }, new Dispatcher(Map.of(), NOBODY, log), container -> { }, log);
        SocketChannel first = SocketChannel.open(UnixDomainSocketAddress.of(path));
        SocketChannel second = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertTrue(asked.await(30, TimeUnit.SECONDS), "nobody is let in any more");
      assertEquals(-1, first.read(ByteBuffer.allocate(1)));
      assertEquals(-1, second.read(ByteBuffer.allocate(1)));
      assertEquals(0, server.clients());
    }
  }
}
