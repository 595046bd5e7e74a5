package org.puppetporto.embedded;

import java.time.Duration;

/** What is to go wrong with a request: nothing, a delay, a broken connection, silence, or an error. */
public final class Fault {
  enum Kind { NONE, DELAY, DROP, HANG, FAIL }

  private static final Fault NONE = new Fault(Kind.NONE, Duration.ZERO, 0, "");
  private final Kind kind;
  private final Duration delay;
  private final int code;
  private final String message;

  private Fault(Kind kind, Duration delay, int code, String message) {
    this.kind = kind;
    this.delay = delay;
    this.code = code;
    this.message = message;
  }

  public static Fault none() {
    return NONE;
  }

  /** Goes on after a while. */
  public static Fault delay(Duration delay) {
    return new Fault(Kind.DELAY, delay, 0, "");
  }

  /** Breaks the connection without an answer. */
  public static Fault drop() {
    return new Fault(Kind.DROP, Duration.ZERO, 0, "");
  }

  /** Never answers, and breaks the connection when the endpoint stops. */
  public static Fault hang() {
    return new Fault(Kind.HANG, Duration.ZERO, 0, "");
  }

  /** Answers with one of Porto's error numbers. */
  public static Fault fail(int code, String message) {
    return new Fault(Kind.FAIL, Duration.ZERO, code, message);
  }

  Kind kind() {
    return kind;
  }

  Duration delay() {
    return delay;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }
}
