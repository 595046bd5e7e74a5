package org.puppetporto.porto;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.puppetporto.porto.proto.WaitRequest;
import org.puppetporto.porto.proto.WaitResponse;
import org.puppetporto.porto.transport.Deadline;

/** Waiting for a state on the connection for calls, also across a restart of portod. */
final class WaitCalls {
  /** The pause before asking again after a fault. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Link link;

  WaitCalls(Link link) {
    this.link = link;
  }

  /** The first of them that is stopped, dead, respawning or an idle meta; empty when time ran out. */
  Optional<StateChange> await(Collection<String> names, Duration timeout) throws PortoException {
    Deadline deadline = Deadline.after(timeout);
    for (;;) {
      try {
        return once(names, deadline.left());
      } catch (PortoException e) {
        // Only the connection was lost: what is waited for may still come.
        if (e.code() != ErrorCode.SOCKET_ERROR || Thread.currentThread().isInterrupted() || deadline.passed()) {
          throw e;
        }
        pause(e, deadline);
      }
    }
  }

  private Optional<StateChange> once(Collection<String> names, Duration timeout) throws PortoException {
    WaitRequest asked = WaitRequest.newBuilder()
        .addAllName(names).setTimeoutMs(Millis.uint32(timeout)).build();
    WaitResponse answer = link.call(Request.read(Method.WAIT, "wait for " + String.join(", ", names),
        asked, WaitResponse.getDefaultInstance()).lasting(timeout));
    return answer.getName().isEmpty()
        ? Optional.empty()
        : Optional.of(StateChange.of(answer));
  }

  private static void pause(PortoException fault, Deadline deadline) throws PortoException {
    try {
      Thread.sleep(Math.min(PAUSE.toMillis(), deadline.leftMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw fault;
    }
  }
}
