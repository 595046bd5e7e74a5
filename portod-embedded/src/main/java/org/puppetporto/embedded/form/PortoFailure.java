package org.puppetporto.embedded.form;

import org.puppetporto.embedded.proto.ErrorCode;

/**
 * A request that is refused, with Porto's code and message. It carries no stack trace: it is an answer,
 * not a fault of the endpoint.
 */
public final class PortoFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;

  public PortoFailure(ErrorCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public static PortoFailure invalidValue(String message) {
    return new PortoFailure(ErrorCode.INVALID_VALUE, message);
  }

  public static PortoFailure invalidState(String message) {
    return new PortoFailure(ErrorCode.INVALID_STATE, message);
  }

  public static PortoFailure permission(String message) {
    return new PortoFailure(ErrorCode.PERMISSION, message);
  }

  /** An error of the kernel or of a file system, which Porto reports as {@code strerror: what}. */
  public static PortoFailure system(String reason, String what) {
    return new PortoFailure(ErrorCode.UNKNOWN, reason + ": " + what);
  }

  public ErrorCode code() {
    return code;
  }

  /** The code that a text of {@link #text} begins with. */
  public static ErrorCode codeOf(String text) {
    for (ErrorCode code : ErrorCode.values()) {
      if (text.startsWith(ErrorNames.of(code) + ":(")) {
        return code;
      }
    }
    return ErrorCode.UNKNOWN;
  }

  /** The same refusal, saying first what was being done. */
  public PortoFailure within(String doing) {
    return new PortoFailure(code, doing + ": " + getMessage());
  }

  /** The form in which {@code start_error} reads back: {@code InvalidCommand:(message)}. */
  public String text() {
    return ErrorNames.of(code) + ":(" + getMessage() + ")";
  }
}
