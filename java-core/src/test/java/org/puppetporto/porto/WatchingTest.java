package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.puppetporto.porto.FakePortod.error;
import static org.puppetporto.porto.FakePortod.success;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.puppetporto.porto.proto.WaitResponse;

/** Watches and waits, when portod does not behave. */
@Timeout(60)
class WatchingTest {
  /** Notes what it is told. */
  private static final class Notes implements WatchListener {
    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

    @Override
    public void changed(StateChange change) {
      notes.add(change.name() + " " + change.state().word()
          + change.detail().map(detail -> " " + detail.name() + "=" + detail.value()).orElse(""));
    }

    @Override
    public void lost(PortoException fault) {
      notes.add("lost " + fault.code());
    }

    @Override
    public void resumed() {
      notes.add("resumed");
    }

    String next() throws InterruptedException {
      return notes.take();
    }
  }

  private static PortoClient client(FakePortod fake, Transport transport) {
    return Porto.connect(fake.socket(), Deadlines.all(Duration.ofSeconds(30)), transport.dialer());
  }

  private static byte[] report(Method method, String name, String state) {
    return success(method, WaitResponse.newBuilder().setName(name).setState(state).setWhen(7).build());
  }

  private static byte[] report(String name, String state) {
    return report(Method.ASYNC_WAIT, name, state);
  }

  @ParameterizedTest
  @EnumSource
  void whatComesBeforePortodsConsentIsToldToo(Transport transport) throws Exception {
    Notes notes = new Notes();
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(report("a", "running"));
      with.answer(success());
      with.answer(report("a", "dead"));
      with.hold();
    }); PortoClient porto = client(fake, transport);
        Subscription watch = porto.watch(Watch.states("a"), notes)) {
      assertEquals("a running", notes.next());
      assertEquals("a dead", notes.next());
    }
  }

  @ParameterizedTest
  @EnumSource
  void itAsksTheSameAgainWhenTheConnectionIsLost(Transport transport) throws Exception {
    Notes notes = new Notes();
    List<byte[]> asked = new CopyOnWriteArrayList<>();
    CountDownLatch leave = new CountDownLatch(1);
    Watch what = new Watch(List.of("a", "b*"), List.of("A.*"), Optional.of(ContainerState.DEAD));
    try (FakePortod fake = new FakePortod(with -> {
      asked.add(with.request());
      with.answer(success());
      uninterruptibly(leave);
    }, with -> { }, with -> {
      asked.add(with.request());
      with.answer(report("b1", "dead"));
      with.answer(success());
      with.hold();
    }); PortoClient porto = client(fake, transport); Subscription watch = porto.watch(what, notes)) {
      leave.countDown();
      assertEquals("lost SOCKET_ERROR", notes.next());
      assertEquals("lost SOCKET_ERROR", notes.next());
      assertEquals("b1 dead", notes.next());
      assertEquals("resumed", notes.next());
      assertEquals(2, asked.size());
      assertArrayEquals(asked.get(0), asked.get(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefusedWatchIsAnException(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(error(11, "no"));
    }); PortoClient porto = client(fake, transport)) {
      PortoException e = assertThrows(PortoException.class,
          () -> porto.watch(Watch.states("***"), new Notes()));
      assertEquals(ErrorCode.PERMISSION, e.code());
      assertEquals(1, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWatchWithoutAPortodIsAnException(Transport transport) {
    FakePortod gone = new FakePortod();
    gone.close();
    try (PortoClient porto = client(gone, transport)) {
      assertEquals(ErrorCode.SOCKET_UNAVAILABLE, assertThrows(PortoException.class,
          () -> porto.watch(Watch.states("***"), new Notes())).code());
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsItsThreadAndConnection(Transport transport) throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    Notes notes = new Notes();
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(success());
      try {
        with.hold();
      } finally {
        gone.countDown();
      }
    }); PortoClient porto = client(fake, transport)) {
      porto.watch(Watch.states("***"), notes).close();
      gone.await();
      assertFalse(Thread.getAllStackTraces().keySet().stream()
          .anyMatch(thread -> thread.getName().equals("porto-watch") && thread.isAlive()
              && notes.notes.peek() != null));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rubbishOnAWatchIsALossNotAnEnd(Transport transport) throws Exception {
    Notes notes = new Notes();
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(success());
      with.bytes((byte) 3, (byte) 0xff, (byte) 0xff, (byte) 0xff);
      with.hold();
    }, with -> {
      with.request();
      with.answer(success());
      with.hold();
    }); PortoClient porto = client(fake, transport);
        Subscription watch = porto.watch(Watch.states("***"), notes)) {
      assertEquals("lost SOCKET_ERROR", notes.next());
      assertEquals("resumed", notes.next());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWaitGoesOnAfterARestartOfPortod(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(FakePortod.Conversation::request, with -> { }, with -> {
      with.request();
      with.answer(report(Method.WAIT, "a", "dead"));
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      assertEquals(Optional.of(ContainerState.DEAD), porto.await("a", Duration.ofSeconds(30)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWaitEndsWithItsTimeoutWhenPortodStaysBroken(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(); PortoClient porto = client(fake, transport)) {
      PortoException e = assertThrows(PortoException.class,
          () -> porto.await("a", Duration.ofMillis(300)));
      assertEquals(ErrorCode.SOCKET_ERROR, e.code());
    }
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
