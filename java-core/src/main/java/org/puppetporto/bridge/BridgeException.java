package org.puppetporto.bridge;

/** A request that is answered with an error of JSON-RPC's own. */
final class BridgeException extends Exception {
  private static final long serialVersionUID = 1L;
  static final int PARSE_ERROR = -32700;
  static final int INVALID_REQUEST = -32600;
  static final int METHOD_NOT_FOUND = -32601;
  static final int INVALID_PARAMS = -32602;
  static final int INTERNAL_ERROR = -32603;
  static final int PROTOCOL_MISMATCH = -32001;
  static final int OUTDATED = -32002;
  static final int NOT_PERMITTED = -32003;

  private final int code;

  BridgeException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** Whether what came was no request at all. */
  boolean malformed() {
    return code == PARSE_ERROR || code == INVALID_REQUEST;
  }

  int code() {
    return code;
  }
}
