package org.puppetporto.embedded.server;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** Messages on the wire: an unsigned varint with the length, then the message. */
final class Frames {
  /** What Porto takes at most. */
  static final int MAX_LENGTH = 32 << 20;
  private static final int MAX_LENGTH_BYTES = 5;
  private static final int CHUNK = 64 << 10;

  private Frames() {}

  /** The next request; null when the peer hung up between two of them. */
  static Request read(InputStream in) throws IOException {
    int length = readLength(in);
    if (length < 0) {
      return null;
    }
    // Grown as bytes arrive: a length alone must not make us reserve its worth of memory.
    ByteArrayOutputStream body = new ByteArrayOutputStream(Math.min(length, CHUNK));
    byte[] chunk = new byte[Math.min(length, CHUNK)];
    while (body.size() < length) {
      int count = in.read(chunk, 0, Math.min(chunk.length, length - body.size()));
      if (count < 0) {
        throw new InvalidProtocolBufferException("the connection ended within a request");
      }
      body.write(chunk, 0, count);
    }
    return Request.parseFrom(body.toByteArray());
  }

  static byte[] encode(Response response) throws IOException {
    int length = response.getSerializedSize();
    byte[] frame = new byte[CodedOutputStream.computeUInt32SizeNoTag(length) + length];
    CodedOutputStream out = CodedOutputStream.newInstance(frame);
    out.writeUInt32NoTag(length);
    response.writeTo(out);
    return frame;
  }

  private static int readLength(InputStream in) throws IOException {
    long length = 0;
    for (int i = 0; i < MAX_LENGTH_BYTES; i++) {
      int b = in.read();
      if (b < 0) {
        if (i == 0) {
          return -1;
        }
        throw new InvalidProtocolBufferException("the connection ended within a length");
      }
      length |= (long) (b & 0x7f) << 7 * i;
      if ((b & 0x80) == 0) {
        if (length > MAX_LENGTH) {
          throw new InvalidProtocolBufferException("a request of " + length + " bytes is oversized");
        }
        return (int) length;
      }
    }
    throw new InvalidProtocolBufferException("a length of more than " + MAX_LENGTH_BYTES + " bytes");
  }
}
