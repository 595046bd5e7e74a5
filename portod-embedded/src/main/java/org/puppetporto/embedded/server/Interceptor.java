package org.puppetporto.embedded.server;

import org.puppetporto.embedded.proto.Request;

/** Sees every request before and after; may hold it up, refuse it, or break the connection. */
public interface Interceptor {
  /** Thrown to break the connection without an answer. */
  final class Drop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Drop() {
      super("connection dropped on purpose", null, false, false);
    }
  }

  /** Before the request is carried out. */
  void before(RequestKind kind, Request request);

  /** After it was carried out, before it is answered. */
  void after(RequestKind kind, Request request);
}
