package org.puppetporto.porto;

import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.puppetporto.porto.Envelope.Answer;
import org.puppetporto.porto.transport.Connection;
import org.puppetporto.porto.transport.Deadline;
import org.puppetporto.porto.transport.Dialer;
import org.puppetporto.porto.transport.Peer;
import org.puppetporto.porto.transport.UnsentException;

/**
 * The connection for calls: dialled at first use and again after a fault, one request at a time, because
 * portod reads no further request of a connection while it works on one.
 */
final class Link implements AutoCloseable {
  private final Path socket;
  private final Dialer dialer;
  private final Deadlines deadlines;
  private final ReentrantLock busy = new ReentrantLock(true);
  private volatile Connection connection;
  private volatile boolean closed;

  Link(Path socket, Dialer dialer, Deadlines deadlines) {
    this.socket = socket;
    this.dialer = dialer;
    this.deadlines = deadlines;
  }

  /** Sends the request and returns portod's answer; its error answers and all faults are exceptions. */
  <A extends MessageLite> A call(Request<A> request) throws PortoException {
    byte[] frame = frame(request);
    Deadline deadline = Deadline.after(request.patience(deadlines));
    take(request.what(), deadline);
    try {
      return checked(exchange(request, frame, deadline)).orElse(request.answer());
    } finally {
      busy.unlock();
    }
  }

  /** Who listens on the socket, as far as the transport can tell. */
  Optional<Peer> peer() throws PortoException {
    take("peer", Deadline.after(deadlines.connect()));
    try {
      return usable("peer").peer();
    } finally {
      busy.unlock();
    }
  }

  private <A extends MessageLite> Answer<A> exchange(Request<A> request, byte[] frame, Deadline deadline)
      throws PortoException {
    boolean safe = request instanceof Request.ReadOnly;
    // A connection that is dialled for this very request shows how portod is now: no second try.
    boolean fresh = connection == null;
    try {
      Answer<A> answer = once(request, frame, deadline);
      if (!(safe && fromLeavingPortod(answer))) {
        return answer;
      }
      drop();
    } catch (InterruptedIOException e) {
      throw Faults.lost(request, e, deadline);
    } catch (IOException e) {
      if (fresh || !(safe || e instanceof UnsentException)) {
        throw Faults.lost(request, e, deadline);
      }
    }
    try {
      return once(request, frame, deadline);
    } catch (IOException e) {
      throw Faults.lost(request, e, deadline);
    }
  }

  private <A extends MessageLite> Answer<A> once(Request<A> request, byte[] frame, Deadline deadline)
      throws PortoException, IOException {
    Connection open = usable(request.what());
    boolean intact = false;
    try {
      open.send(frame, deadline);
      Answer<A> answer = Envelope.read(open.receive(deadline), request.method(), request.answer());
      intact = true;
      return answer;
    } finally {
      if (!intact) {
        drop();
      }
    }
  }

  /** What the call answers, when it is no error; else portod's code and message, verbatim. */
  static <A> Optional<A> checked(Answer<A> answer) throws PortoException {
    ErrorCode code = ErrorCode.of(answer.error());
    if (code == ErrorCode.SUCCESS) {
      return answer.body();
    }
    String number = code.number() == answer.error() ? "" : " (error " + answer.error() + ")";
    throw new PortoException(code, answer.message() + number);
  }

  /** Whether portod declined because it is being stopped or replaced. */
  private static boolean fromLeavingPortod(Answer<?> answer) {
    return answer.error() == ErrorCode.SOCKET_ERROR.number()
        || answer.error() == ErrorCode.PORTOD_RELOADED.number();
  }

  private Connection usable(String what) throws PortoException {
    if (connection != null && !connection.idle()) {
      drop();
    }
    if (connection == null && !closed) {
      connection = dialled(socket, dialer, deadlines);
    }
    if (closed) {
      drop();
      throw new PortoException(ErrorCode.SOCKET_ERROR, "'" + what + "' was asked of a closed client");
    }
    return connection;
  }

  static Connection dialled(Path socket, Dialer dialer, Deadlines deadlines) throws PortoException {
    try {
      return dialer.dial(socket, Deadline.after(deadlines.connect()));
    } catch (IOException e) {
      throw Faults.unavailable(socket, e, deadlines.connect());
    }
  }

  private static byte[] frame(Request<?> request) throws PortoException {
    int size = Envelope.size(request.method(), request.body());
    if (size > Connection.LONGEST_SENT) {
      throw new PortoException(ErrorCode.INVALID_DATA, "'" + request.what() + "' has " + size
          + " bytes; portod takes at most " + Connection.LONGEST_SENT);
    }
    return Envelope.written(request.method(), request.body());
  }

  private void take(String what, Deadline deadline) throws PortoException {
    try {
      if (!busy.tryLock(deadline.leftMillis(), TimeUnit.MILLISECONDS)) {
        throw new PortoException(ErrorCode.SOCKET_TIMEOUT, "'" + what
            + "' was not sent: another call held the connection for "
            + deadline.allowance().toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortoException(ErrorCode.SOCKET_ERROR, "'" + what + "' was not sent: interrupted", e);
    }
  }

  private void drop() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** Ends a call that is under way in another thread, too. */
  @Override
  public void close() {
    closed = true;
    Connection open = connection;
    if (open != null) {
      open.wake();
    }
    busy.lock();
    try {
      drop();
    } finally {
      busy.unlock();
    }
  }
}
