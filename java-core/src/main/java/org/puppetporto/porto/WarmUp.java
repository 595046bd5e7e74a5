package org.puppetporto.porto;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.puppetporto.porto.proto.GetAnswer;
import org.puppetporto.porto.proto.GetRequest;

/** A batch request and its answer, in memory alone. */
final class WarmUp {
  private WarmUp() {}

  /** Writes the request and reads what portod could answer. */
  static Map<String, Map<String, PropertyResult>> run() {
    try {
      Envelope.written(Method.GET, GetRequest.newBuilder().addName("warm-up").addVariable("state").build());
      Envelope.Answer<GetAnswer> answer = Envelope.read(answer(), Method.GET, GetAnswer.getDefaultInstance());
      return BatchAnswer.read(answer.body().orElseThrow().getListList());
    } catch (IOException e) {
      throw new IllegalStateException("an answer made here cannot be read", e);
    }
  }

  private static byte[] answer() throws IOException {
    byte[] value = written(out -> {
      out.writeString(1, "state");
      out.writeString(4, "running");
    });
    byte[] container = written(out -> {
      out.writeString(1, "warm-up");
      out.writeByteArray(2, value);
    });
    GetAnswer body = GetAnswer.newBuilder().addList(ByteString.copyFrom(container)).build();
    return written(out -> {
      out.writeInt32(1, ErrorCode.SUCCESS.number());
      out.writeMessage(Method.GET.answerField(), body);
    });
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
