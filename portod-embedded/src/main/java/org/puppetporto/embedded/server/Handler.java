package org.puppetporto.embedded.server;

import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** Answers one kind of request. Throws {@link org.puppetporto.embedded.form.PortoFailure} to refuse. */
@FunctionalInterface
public interface Handler {
  /**
   * @return whether the answer is complete; a handler that answers later says no, and calls
   *     {@link Session#answer} then
   */
  boolean handle(Session session, Request request, Response.Builder response);
}
