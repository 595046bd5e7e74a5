import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** OneRequest SOCKET CONTAINER: one getProperty request to Porto, and nothing else; what any JVM pays at least. */
final class OneRequest {
  private static final int GET_PROPERTY = 4;

  private OneRequest() {}

  public static void main(String[] args) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(args[0]));
      byte[] request = field(GET_PROPERTY, join(field(1, bytes(args[1])), field(2, bytes("state"))));
      channel.write(ByteBuffer.wrap(join(varint(request.length), request)));
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      do {
        if (channel.read(answer) < 0) {
          throw new EOFException("Porto closed the connection");
        }
      } while (answer.position() <= (answer.get(0) & 127));
      System.out.println(answer.position());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] field(int number, byte[] content) {
    return join(join(varint(number << 3 | 2), varint(content.length)), content);
  }

  private static byte[] varint(int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (; number > 127; number >>>= 7) {
      out.write(number & 127 | 128);
    }
    out.write(number);
    return out.toByteArray();
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
