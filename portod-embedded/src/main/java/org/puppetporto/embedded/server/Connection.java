package org.puppetporto.embedded.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.puppetporto.embedded.model.Client;
import org.puppetporto.embedded.model.Container;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/**
 * One client, served by one thread: read a request, answer it, read the next. A request that is answered
 * later (a wait) does not keep the thread from reading, so that a peer that hangs up meanwhile is noticed;
 * what it sends meanwhile waits.
 */
final class Connection implements Session, Runnable {
  private static final int MAX_REPORTS = 10_000;
  private final PeerSocket socket;
  private final Client client;
  private final Dispatcher dispatcher;
  private final Executor senders;
  private final Consumer<Container> abandon;
  private final Runnable whenClosed;
  private final List<Container> weak = new ArrayList<>();
  private final List<Runnable> closeActions = new ArrayList<>();
  private final Deque<Response> reports = new ArrayDeque<>();
  private boolean sending;
  private boolean answerPending;
  private boolean closed;

  Connection(PeerSocket socket, Client client, Dispatcher dispatcher, Executor senders,
      Consumer<Container> abandon,
      Runnable whenClosed) {
    this.socket = socket;
    this.client = client;
    this.dispatcher = dispatcher;
    this.senders = senders;
    this.abandon = abandon;
    this.whenClosed = whenClosed;
  }

  @Override
  public void run() {
    try {
      var input = socket.input();
      for (Request request = Frames.read(input); request != null; request = Frames.read(input)) {
        if (!awaitAnswer()) {
          break;
        }
        serve(request);
      }
    } catch (IOException | Interceptor.Drop e) {
      // Broken frames and vanished peers end the connection without a word, as with Porto.
      socket.shutdown();
    } finally {
      finish();
    }
  }

  private void serve(Request request) throws IOException {
    synchronized (this) {
      answerPending = true;
    }
    Response response = dispatcher.dispatch(this, request);
    if (response != null) {
      inOrder(response);
    }
  }

  /** Sends an answer behind the reports of what its request did, as portod does; returns when it is out. */
  private void inOrder(Response response) {
    synchronized (this) {
      answerPending = false;
      reports.add(response);
      if (sending) {
        awaitSent();
        return;
      }
      sending = true;
    }
    sendReports();
  }

  private synchronized void awaitSent() {
    try {
      while (sending && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean awaitAnswer() {
    try {
      while (answerPending && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return !closed;
  }

  private void finish() {
    List<Runnable> actions;
    List<Container> orphans;
    synchronized (this) {
      closed = true;
      actions = List.copyOf(closeActions);
      orphans = List.copyOf(weak);
      notifyAll();
    }
    socket.close();
    actions.forEach(Runnable::run);
    orphans.forEach(abandon);
    whenClosed.run();
  }

  /** Ends the connection from outside. */
  void disconnect() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    socket.shutdown();
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public synchronized void adoptWeak(Container container) {
    weak.add(container);
  }

  @Override
  public synchronized void onClose(Runnable action) {
    closeActions.add(action);
  }

  @Override
  public void answer(Response response) {
    synchronized (this) {
      answerPending = false;
      notifyAll();
    }
    report(response);
  }

  @Override
  public void report(Response response) {
    synchronized (this) {
      if (closed || reports.size() >= MAX_REPORTS) {
        return;
      }
      reports.add(response);
      if (sending) {
        return;
      }
      sending = true;
    }
    senders.execute(this::sendReports);
  }

  private void sendReports() {
    while (true) {
      Response next;
      synchronized (this) {
        next = reports.poll();
        if (next == null || closed) {
          sending = false;
          notifyAll();
          return;
        }
      }
      try {
        socket.write(Frames.encode(next));
      } catch (IOException e) {
        disconnect();
      }
    }
  }
}
