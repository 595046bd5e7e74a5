package org.puppetporto.porto;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import org.puppetporto.porto.proto.ContainerResponse;

/** Reading portod's answers. */
final class Answers {
  private Answers() {}

  static ContainerResponse parsed(byte[] frame) throws IOException {
    try {
      return ContainerResponse.parseFrom(frame);
    } catch (InvalidProtocolBufferException e) {
      throw new IOException("what came back is not an answer of portod: " + e.getMessage(), e);
    }
  }

  /** The answer, when it is not an error; portod's code and message, verbatim, when it is. */
  static ContainerResponse checked(ContainerResponse answer) throws PortoException {
    ErrorCode code = ErrorCode.of(answer.getError());
    if (code == ErrorCode.SUCCESS) {
      return answer;
    }
    String number = code.number() == answer.getError() ? "" : " (error " + answer.getError() + ")";
    throw new PortoException(code, answer.getErrorMsg() + number);
  }

  /** Whether portod declined because it is being stopped or replaced. */
  static boolean fromLeavingPortod(ContainerResponse answer) {
    ErrorCode code = ErrorCode.of(answer.getError());
    return code == ErrorCode.SOCKET_ERROR || code == ErrorCode.PORTOD_RELOADED;
  }
}
