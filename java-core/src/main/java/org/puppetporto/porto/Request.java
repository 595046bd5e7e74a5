package org.puppetporto.porto;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.puppetporto.porto.proto.ContainerRequest;

/**
 * One request, and whether it may be sent again after its answer was lost. Only what changes nothing may:
 * a resent start, create or label increment could take effect twice, or fail because it took effect.
 */
sealed interface Request {
  /** What is asked, for messages: {@code "start web"}. Never holds a value that could be a secret. */
  String what();

  ContainerRequest message();

  /** How long to wait for the answer. */
  Duration patience(Deadlines deadlines);

  static ReadOnly read(String what, UnaryOperator<ContainerRequest.Builder> call) {
    return new ReadOnly(what, call.apply(ContainerRequest.newBuilder()).build(), Duration.ZERO);
  }

  static Mutating change(String what, UnaryOperator<ContainerRequest.Builder> call) {
    return new Mutating(what, call.apply(ContainerRequest.newBuilder()).build(), Duration.ZERO, false);
  }

  /** A change that moves whole trees of files. */
  static Mutating bulk(String what, UnaryOperator<ContainerRequest.Builder> call) {
    return new Mutating(what, call.apply(ContainerRequest.newBuilder()).build(), Duration.ZERO, true);
  }

  /** Changes nothing: safe to resend. */
  record ReadOnly(String what, ContainerRequest message, Duration extra) implements Request {
    /** The same request, which portod itself may hold back for so long. */
    ReadOnly lasting(Duration more) {
      return new ReadOnly(what, message, more);
    }

    @Override
    public Duration patience(Deadlines deadlines) {
      return deadlines.read().plus(extra);
    }
  }

  /** Changes something: never resent once any of it was written. */
  record Mutating(String what, ContainerRequest message, Duration extra, boolean bulk) implements Request {
    /** The same request, which portod itself may hold back for so long. */
    Mutating lasting(Duration more) {
      return new Mutating(what, message, more, bulk);
    }

    @Override
    public Duration patience(Deadlines deadlines) {
      return (bulk ? deadlines.disk() : deadlines.change()).plus(extra);
    }
  }
}
