package org.puppetporto.embedded;

import java.util.concurrent.CountDownLatch;
import org.puppetporto.embedded.form.PortoFailure;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.server.Interceptor;
import org.puppetporto.embedded.server.RequestKind;

/** Counts requests, asks the listener, and does to the request what it says. */
final class FaultInterceptor implements Interceptor {
  private final RequestCounters counters;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile RequestListener listener = new RequestListener() {};

  FaultInterceptor(RequestCounters counters) {
    this.counters = counters;
  }

  void listener(RequestListener newListener) {
    listener = newListener;
  }

  /** Lets go of every request that hangs. */
  void release() {
    stopped.countDown();
  }

  @Override
  public void before(RequestKind kind, Request request) {
    counters.count(kind.name(), kind.mutating());
    commit(listener.before(kind.name(), kind.mutating()));
  }

  @Override
  public void after(RequestKind kind, Request request) {
    commit(listener.after(kind.name(), kind.mutating()));
  }

  private void commit(Fault fault) {
    try {
      switch (fault.kind()) {
        case NONE -> { }
        case DELAY -> stopped.await(fault.delay().toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        case DROP -> throw new Drop();
        case HANG -> {
          stopped.await();
          throw new Drop();
        }
        case FAIL -> {
          ErrorCode code = ErrorCode.forNumber(fault.code());
          throw new PortoFailure(code == null ? ErrorCode.UNKNOWN : code, fault.message());
        }
        default -> throw new IllegalStateException("unknown fault " + fault.kind());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Drop();
    }
  }
}
