package org.puppetporto.embedded.server;

import java.util.Map;
import java.util.Optional;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** Finds the handler of a request and turns what it does into an answer. */
public final class Dispatcher {
  private final Map<String, Handler> handlers;
  private final Interceptor interceptor;
  private final RequestLog log;

  /** @param handlers by the request's name in Porto's protocol */
  public Dispatcher(Map<String, Handler> handlers, Interceptor interceptor, RequestLog log) {
    this.handlers = Map.copyOf(handlers);
    this.interceptor = interceptor;
    this.log = log;
  }

  /** The answer; null when the handler gives it later. */
  Response dispatch(Session session, Request request) {
    Response.Builder response = Response.newBuilder();
    long begin = System.nanoTime();
    boolean complete;
    try {
      complete = handle(session, request, response);
      response.setError(ErrorCode.SUCCESS).setErrorMsg("");
    } catch (PortoFailure e) {
      complete = true;
      response.clear().setError(e.code()).setErrorMsg(e.getMessage());
    } catch (Interceptor.Drop e) {
      throw e;
    } catch (RuntimeException e) {
      log.fault(request, e);
      complete = true;
      response.clear().setError(ErrorCode.UNKNOWN).setErrorMsg(String.valueOf(e.getMessage()));
    }
    if (!complete) {
      return null;
    }
    response.setTimestamp(System.currentTimeMillis() / 1000);
    log.answered(session.client(), request, response, System.nanoTime() - begin);
    RequestKind.peek(request).ifPresent(kind -> interceptor.after(kind, request));
    return response.build();
  }

  private boolean handle(Session session, Request request, Response.Builder response) {
    Optional<RequestKind> seen = RequestKind.peek(request);
    if (seen.isPresent()) {
      interceptor.before(seen.get(), request);
    }
    RequestKind kind = RequestKind.of(request);
    if (kind.mutating()) {
      session.client().checkWriter();
    }
    Handler handler = handlers.get(kind.name());
    if (handler == null) {
      throw new PortoFailure(ErrorCode.NOT_SUPPORTED, kind.name() + " is not supported by portod-embedded");
    }
    return handler.handle(session, request, response);
  }
}
