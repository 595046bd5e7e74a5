package org.puppetporto.embedded.server;

import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.Response;

/** One client's connection, as handlers see it. */
public interface Session {
  Client client();

  /** The container dies when this connection closes, unless it is made permanent before. */
  void adoptWeak(Container container);

  /** Answers the request in hand, which was left open. */
  void answer(Response response);

  /** Sends something that nobody asked for just now. */
  void report(Response response);

  /** Runs once, when the connection is gone. */
  void onClose(Runnable action);
}
