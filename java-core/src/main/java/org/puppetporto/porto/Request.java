package org.puppetporto.porto;

import com.google.protobuf.MessageLite;
import java.time.Duration;
import org.puppetporto.porto.proto.Empty;

/**
 * One request, and whether it may be sent again after its answer was lost. Only what changes nothing may:
 * a resent start, create or label increment could take effect twice, or fail because it took effect.
 *
 * @param <A> what it answers
 */
sealed interface Request<A extends MessageLite> {
  Method method();

  /** What is asked, for messages: {@code "start web"}. Never holds a value that could be a secret. */
  String what();

  MessageLite body();

  /** An empty instance of what it answers. */
  A answer();

  /** How long to wait for the answer. */
  Duration patience(Deadlines deadlines);

  static <A extends MessageLite> ReadOnly<A> read(Method method, String what, MessageLite body, A answer) {
    return new ReadOnly<>(method, what, body, answer, Duration.ZERO);
  }

  static <A extends MessageLite> Mutating<A> change(Method method, String what, MessageLite body, A answer) {
    return new Mutating<>(method, what, body, answer, false, Duration.ZERO);
  }

  static Mutating<Empty> change(Method method, String what, MessageLite body) {
    return change(method, what, body, Empty.getDefaultInstance());
  }

  /** A change that moves whole trees of files. */
  static <A extends MessageLite> Mutating<A> bulk(Method method, String what, MessageLite body, A answer) {
    return new Mutating<>(method, what, body, answer, true, Duration.ZERO);
  }

  static Mutating<Empty> bulk(Method method, String what, MessageLite body) {
    return bulk(method, what, body, Empty.getDefaultInstance());
  }

  /** Changes nothing: safe to resend. */
  record ReadOnly<A extends MessageLite>(Method method, String what, MessageLite body, A answer, Duration extra)
      implements Request<A> {
    /** The same request, which portod itself may hold back for so long. */
    ReadOnly<A> lasting(Duration more) {
      return new ReadOnly<>(method, what, body, answer, more);
    }

    @Override
    public Duration patience(Deadlines deadlines) {
      return deadlines.read().plus(extra);
    }
  }

  /** Changes something: never resent once any of it was written. */
  record Mutating<A extends MessageLite>(
      Method method, String what, MessageLite body, A answer, boolean bulk, Duration extra)
      implements Request<A> {
    /** The same request, which portod itself may hold back for so long. */
    Mutating<A> lasting(Duration more) {
      return new Mutating<>(method, what, body, answer, bulk, more);
    }

    @Override
    public Duration patience(Deadlines deadlines) {
      return (bulk ? deadlines.disk() : deadlines.change()).plus(extra);
    }
  }
}
