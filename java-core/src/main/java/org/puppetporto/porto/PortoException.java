package org.puppetporto.porto;

/**
 * Anything that went wrong between us and portod: its own error answers, verbatim, and the
 * connection's faults under the socket codes.
 */
public class PortoException extends Exception {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final String portoMessage;

  public PortoException(ErrorCode code, String portoMessage) {
    this(code, portoMessage, null);
  }

  public PortoException(ErrorCode code, String portoMessage, Throwable cause) {
    super(code.name() + "(" + code.number() + "): " + portoMessage, cause);
    this.code = code;
    this.portoMessage = portoMessage;
  }

  public ErrorCode code() {
    return code;
  }

  /** Portod's message, verbatim. */
  public String portoMessage() {
    return portoMessage;
  }

  /** Whether portod could not be reached or did not answer: nothing is known about containers then. */
  public boolean unreachable() {
    switch (code) {
      case SOCKET_ERROR:
      case SOCKET_UNAVAILABLE:
      case SOCKET_TIMEOUT:
      case PORTOD_RELOADED:
        return true;
      default:
        return false;
    }
  }
}
