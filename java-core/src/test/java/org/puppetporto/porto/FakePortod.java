package org.puppetporto.porto;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that follows a script: the first connection gets the first part, and so on; further ones are closed. */
final class FakePortod implements AutoCloseable {
  /** What to do with one connection; it is closed when this returns. */
  interface Part {
    void play(Conversation with) throws IOException;
  }

  private final Path directory;
  private final Path socket;
  private final ServerSocketChannel server;
  private final List<Part> script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final List<Integer> requests = new CopyOnWriteArrayList<>();

  FakePortod(Part... script) {
    this.script = List.of(script);
    try {
      directory = Files.createTempDirectory("fake-portod");
      socket = directory.resolve("portod.socket");
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread(this::accept);
  }

  Path socket() {
    return socket;
  }

  /** How many connections came in so far. */
  int connections() {
    return connections.get();
  }

  /** The request fields (such as 14 for version) of all requests so far, over all connections. */
  List<Integer> requests() {
    return new ArrayList<>(requests);
  }

  private void accept() {
    try {
      for (;;) {
        SocketChannel client = server.accept();
        open.add(client);
        int number = connections.getAndIncrement();
        Part part = number < script.size() ? script.get(number) : with -> { };
        thread(() -> play(part, client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void play(Part part, SocketChannel client) {
    try (client) {
      part.play(new Conversation(client));
    } catch (IOException e) {
      // The client went away, which some tests are about.
    }
  }

  private void thread(Runnable task) {
    Thread thread = new Thread(task, "fake-portod");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel client : open) {
        client.close();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      Files.deleteIfExists(socket);
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One connection, as the script sees it. */
  final class Conversation {
    private final SocketChannel channel;

    private Conversation(SocketChannel channel) {
      this.channel = channel;
    }

    /** Reads one request, and returns it without its length. */
    byte[] request() throws IOException {
      int length = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = exactly(1)[0];
        length |= (next & 0x7f) << shift;
        if (next >= 0) {
          break;
        }
      }
      byte[] request = exactly(length);
      requests.add(field(request));
      return request;
    }

    private byte[] exactly(int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new IOException("the client closed the connection");
        }
      }
      return bytes.array();
    }

    void bytes(byte... raw) throws IOException {
      ByteBuffer out = ByteBuffer.wrap(raw);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    void answer(byte[] response) throws IOException {
      bytes(framed(response));
    }

    void close() throws IOException {
      channel.close();
    }

    /** Stays until the client closes the connection. */
    void hold() throws IOException {
      exactly(1);
    }
  }

  /** The field of TContainerRequest that is set; 0 for none. */
  private static int field(byte[] request) {
    int tag = 0;
    for (int i = 0; i < request.length; i++) {
      tag |= (request[i] & 0x7f) << 7 * i;
      if (request[i] >= 0) {
        break;
      }
    }
    return tag >>> 3;
  }

  static byte[] framed(byte[] message) {
    return encoded(out -> {
      out.writeUInt32NoTag(message.length);
      out.writeRawBytes(message);
    });
  }

  static byte[] error(int number, String text) {
    return encoded(out -> {
      out.writeInt32(1, number);
      out.writeString(2, text);
    });
  }

  static byte[] success() {
    return error(0, "");
  }

  static byte[] success(Method method, MessageLite body) {
    return encoded(out -> {
      out.writeInt32(1, 0);
      out.writeMessage(method.answerField(), body);
    });
  }

  private interface Encoding {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] encoded(Encoding encoding) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      encoding.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
