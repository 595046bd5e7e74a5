package org.puppetporto.porto;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.puppetporto.porto.Envelope.Answer;
import org.puppetporto.porto.proto.WaitRequest;
import org.puppetporto.porto.proto.WaitResponse;
import org.puppetporto.porto.transport.Connection;
import org.puppetporto.porto.transport.Deadline;
import org.puppetporto.porto.transport.Dialer;

/**
 * A watch on a connection of its own: portod keeps one watch a connection, and a second would replace the
 * first without a word (Porto 5.3.59 src/waiter.cpp). Subscribes again whenever the connection is lost.
 */
final class Events implements Subscription {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration ENDLESS = Duration.ofDays(365_000);

  private final Path socket;
  private final Dialer dialer;
  private final Deadlines deadlines;
  private final Request.ReadOnly<WaitResponse> request;
  private final WatchListener listener;
  private final Thread thread;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Connection connection;
  private volatile Optional<PortoException> refusal = Optional.empty();

  private Events(Path socket, Dialer dialer, Deadlines deadlines, Watch watch, WatchListener listener) {
    this.socket = socket;
    this.dialer = dialer;
    this.deadlines = deadlines;
    this.listener = listener;
    this.request = Request.read(Method.ASYNC_WAIT, "watch " + String.join(", ", watch.containers()),
        message(watch), WaitResponse.getDefaultInstance());
    this.thread = new Thread(this::run, "porto-watch");
    this.thread.setDaemon(true);
  }

  /** Begins a watch; returns when portod has accepted it, so that nothing after that goes untold. */
  static Events begun(Path socket, Dialer dialer, Deadlines deadlines, Watch watch, WatchListener listener)
      throws PortoException {
    Events events = new Events(socket, dialer, deadlines, watch, listener);
    events.thread.start();
    boolean orderly = false;
    try {
      events.begun.await();
      if (events.refusal.isPresent()) {
        throw events.refusal.get();
      }
      orderly = true;
      return events;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortoException(ErrorCode.SOCKET_ERROR, "interrupted while beginning to "
          + events.request.what(), e);
    } finally {
      if (!orderly) {
        events.close();
      }
    }
  }

  private static WaitRequest message(Watch watch) {
    WaitRequest.Builder asked = WaitRequest.newBuilder()
        .addAllName(watch.containers()).addAllLabel(watch.labels());
    watch.target().ifPresent(state -> asked.setTargetState(state.word()));
    return asked.build();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    while (!closed()) {
      boolean first = begun.getCount() > 0;
      try {
        subscribe();
        pause = FIRST_PAUSE;
        begun.countDown();
        if (!first) {
          listener.resumed();
        }
        listen();
      } catch (PortoException e) {
        if (first && begun.getCount() > 0) {
          refusal = Optional.of(e);
          begun.countDown();
          return;
        }
        if (!closed()) {
          listener.lost(e);
        }
      } finally {
        drop();
      }
      pause = waited(pause);
    }
  }

  /** Dials and asks; tells what comes before portod's consent, which are the present states. */
  private void subscribe() throws PortoException {
    connection = Link.dialled(socket, dialer, deadlines);
    Deadline deadline = Deadline.after(request.patience(deadlines));
    try {
      connection.send(Envelope.written(request.method(), request.body()), deadline);
      for (;;) {
        Answer<WaitResponse> answer = receive(deadline);
        Optional<WaitResponse> told = Link.checked(answer);
        if (told.isEmpty()) {
          return;
        }
        listener.changed(StateChange.of(told.get()));
      }
    } catch (IOException e) {
      throw Faults.lost(request, e, deadline);
    }
  }

  private void listen() throws PortoException {
    Deadline never = Deadline.after(ENDLESS);
    try {
      while (!closed()) {
        Link.checked(receive(never)).map(StateChange::of).ifPresent(listener::changed);
      }
    } catch (IOException e) {
      throw Faults.lost(request, e, never);
    }
  }

  private Answer<WaitResponse> receive(Deadline deadline) throws IOException {
    return Envelope.read(connection.receive(deadline), request.method(), request.answer());
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  /** Waits before dialling again, and returns how long to wait the next time. */
  private Duration waited(Duration pause) {
    try {
      closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private void drop() {
    Connection open = connection;
    if (open != null) {
      open.close();
      connection = null;
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Connection open = connection;
    if (open != null) {
      open.wake();
    }
    if (Thread.currentThread() != thread) {
      joined();
    }
  }

  private void joined() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        // A connection may have come up after the look at it above.
        thread.join(FIRST_PAUSE.toMillis());
        Connection open = connection;
        if (open != null) {
          open.wake();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
