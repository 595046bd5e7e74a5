package org.puppetporto.porto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Optional;

/** TContainerRequest and TContainerResponse, written and read by hand; rpc.proto says why. */
final class Envelope {
  private static final int ERROR = tag(1, WireFormat.WIRETYPE_VARINT);
  private static final int MESSAGE = tag(2, WireFormat.WIRETYPE_LENGTH_DELIMITED);

  private Envelope() {}

  /**
   * What portod said.
   *
   * @param error Porto's error number; 23 (LostError) when it said none
   * @param message its text; "" when it said none
   * @param body what the call answers; empty where it answers nothing, or for an error
   */
  record Answer<A>(int error, String message, Optional<A> body) {}

  static int size(Method method, MessageLite body) {
    return CodedOutputStream.computeMessageSize(method.requestField(), body);
  }

  static byte[] written(Method method, MessageLite body) {
    byte[] frame = new byte[size(method, body)];
    CodedOutputStream out = CodedOutputStream.newInstance(frame);
    try {
      out.writeMessage(method.requestField(), body);
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new IllegalStateException("a message does not have the size it said", e);
    }
    return frame;
  }

  /**
   * Reads an answer. Fields that the call does not have are skipped.
   *
   * @throws IOException when the bytes are no TContainerResponse
   */
  static <A extends MessageLite> Answer<A> read(byte[] frame, Method method, A prototype) throws IOException {
    @SuppressWarnings("unchecked")
    Parser<A> parser = (Parser<A>) prototype.getParserForType();
    int bodyTag = tag(method.answerField(), WireFormat.WIRETYPE_LENGTH_DELIMITED);
    int error = ErrorCode.LOST_ERROR.number();
    String message = "";
    Optional<A> body = Optional.empty();
    try {
      CodedInputStream in = CodedInputStream.newInstance(frame);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (tag == ERROR) {
          error = in.readInt32();
        } else if (tag == MESSAGE) {
          message = in.readString();
        } else if (tag == bodyTag) {
          body = Optional.of(in.readMessage(parser, ExtensionRegistryLite.getEmptyRegistry()));
        } else if (!in.skipField(tag)) {
          throw new IOException("a group ends that never began");
        }
      }
    } catch (IOException e) {
      throw new IOException("what came back is not an answer of portod: " + e.getMessage(), e);
    }
    return new Answer<>(error, message, body);
  }

  private static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }
}
