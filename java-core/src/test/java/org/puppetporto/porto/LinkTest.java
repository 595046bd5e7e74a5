package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.porto.FakePortod.error;
import static org.puppetporto.porto.FakePortod.framed;
import static org.puppetporto.porto.FakePortod.success;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.puppetporto.porto.proto.Value;
import org.puppetporto.porto.proto.VersionResponse;

/** What the connection for calls does with faults: when it sends again, and when it must not. */
@Timeout(60)
class LinkTest {
  private static final int VERSION = Method.VERSION.requestField();
  private static final int START = Method.START.requestField();
  private static final byte[] VERSION_5 = success(Method.VERSION,
      VersionResponse.newBuilder().setTag("5").setRevision("r").build());

  private static PortoClient client(FakePortod fake, Transport transport) {
    return client(fake, transport, Duration.ofSeconds(30));
  }

  private static PortoClient client(FakePortod fake, Transport transport, Duration deadline) {
    return Porto.connect(fake.socket(), Deadlines.all(deadline), transport.dialer());
  }

  private static void version(FakePortod.Conversation with) throws java.io.IOException {
    with.request();
    with.answer(VERSION_5);
  }

  @ParameterizedTest
  @EnumSource
  void callsShareOneConnection(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      version(with);
      version(with);
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      assertEquals("5", porto.version());
      assertEquals("5", porto.version());
      assertEquals(1, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadWhoseAnswerWasLostIsSentAgain(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      version(with);
      with.request();
    }, LinkTest::version); PortoClient porto = client(fake, transport)) {
      porto.version();
      assertEquals("5", porto.version());
      assertEquals(List.of(VERSION, VERSION, VERSION), fake.requests());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadIsSentAgainOnlyOnce(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      version(with);
      with.request();
    }, FakePortod.Conversation::request, LinkTest::version); PortoClient porto = client(fake, transport)) {
      porto.version();
      PortoException e = assertThrows(PortoException.class, porto::version);
      assertEquals(ErrorCode.SOCKET_ERROR, e.code());
      assertEquals(2, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReadOnAFreshConnectionIsNotSentAgain(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(FakePortod.Conversation::request, LinkTest::version);
        PortoClient porto = client(fake, transport)) {
      assertEquals(ErrorCode.SOCKET_ERROR, assertThrows(PortoException.class, porto::version).code());
      assertEquals(1, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangeWhoseAnswerWasLostIsNotSentAgain(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      version(with);
      with.request();
    }, LinkTest::version); PortoClient porto = client(fake, transport)) {
      porto.version();
      PortoException e = assertThrows(PortoException.class, () -> porto.start("web"));
      assertEquals(ErrorCode.SOCKET_ERROR, e.code());
      assertTrue(e.getMessage().contains("'start web'"), e.getMessage());
      assertTrue(e.getMessage().contains("whether it took effect is unknown"), e.getMessage());
      porto.version();
      assertEquals(List.of(VERSION, START, VERSION), fake.requests());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangeGoesToAFreshConnectionWhenPortodClosedTheIdleOne(Transport transport) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (FakePortod fake = new FakePortod(with -> {
      version(with);
      with.close();
      closed.countDown();
    }, with -> {
      with.request();
      with.answer(success());
    }); PortoClient porto = client(fake, transport)) {
      porto.version();
      closed.await();
      porto.start("web");
      assertEquals(List.of(VERSION, START), fake.requests());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerThatNobodyAskedForIsNotTakenForTheNextOne(Transport transport) throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    try (FakePortod fake = new FakePortod(with -> {
      version(with);
      with.answer(error(11, "stray"));
      said.countDown();
      with.hold();
    }, LinkTest::version); PortoClient porto = client(fake, transport)) {
      porto.version();
      said.await();
      assertEquals("5", porto.version());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHangingPortodIsATimeoutAndTheNextCallDialsAnew(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.hold();
    }, LinkTest::version); PortoClient porto = client(fake, transport, Duration.ofMillis(200))) {
      PortoException e = assertThrows(PortoException.class, () -> porto.start("web"));
      assertEquals(ErrorCode.SOCKET_TIMEOUT, e.code());
      assertTrue(e.getMessage().contains("within 200 ms; whether it took effect is unknown"), e.getMessage());
      assertEquals("5", porto.version());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPortodThatDribblesForeverIsATimeout(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      with.bytes((byte) 0x80, (byte) 0x80, (byte) 0x01);
      for (;;) {
        with.bytes((byte) 0);
        Thread.onSpinWait();
      }
    }); PortoClient porto = client(fake, transport, Duration.ofMillis(100))) {
      assertThrows(PortoException.class, porto::version);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerMayComeByteByByte(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      for (byte one : framed(VERSION_5)) {
        with.bytes(one);
      }
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      assertEquals("5", porto.version());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongAnswerArrivesWhole(Transport transport) throws Exception {
    String text = "0123456789abcdef".repeat(300_000);
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(success(Method.GET_PROPERTY, Value.newBuilder().setValue(text).build()));
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      assertEquals(text, porto.get("web", "stdout"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongRequestArrivesWhole(Transport transport) throws Exception {
    String text = "0123456789abcdef".repeat(300_000);
    List<byte[]> seen = new ArrayList<>();
    try (FakePortod fake = new FakePortod(with -> {
      seen.add(with.request());
      with.answer(success());
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      porto.set("web", "private", text);
      assertTrue(new String(seen.get(0), java.nio.charset.StandardCharsets.UTF_8).endsWith(text));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestLongerThanPortodTakesIsRefusedUnsent(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(); PortoClient porto = client(fake, transport)) {
      PortoException e = assertThrows(PortoException.class,
          () -> porto.set("web", "private", "x".repeat(33 << 20)));
      assertEquals(ErrorCode.INVALID_DATA, e.code());
      assertEquals(0, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLeavingPortodIsAskedAgainForReadsOnly(Transport transport) throws Exception {
    byte[] leaving = error(ErrorCode.SOCKET_ERROR.number(), "portod is shutting down");
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(leaving);
      with.hold();
    }, with -> {
      version(with);
      with.request();
      with.answer(leaving);
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      assertEquals("5", porto.version());
      PortoException e = assertThrows(PortoException.class, () -> porto.start("web"));
      assertEquals("portod is shutting down", e.portoMessage());
      assertEquals(List.of(VERSION, VERSION, START), fake.requests());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownErrorNumberKeepsItsMessageAndNumber(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(error(4711, "the moon is full"));
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      PortoException e = assertThrows(PortoException.class, porto::version);
      assertEquals(ErrorCode.LOST_ERROR, e.code());
      assertEquals("the moon is full (error 4711)", e.portoMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutAnErrorNumberIsALostError(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.bytes((byte) 0);
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      assertEquals(ErrorCode.LOST_ERROR, assertThrows(PortoException.class, porto::version).code());
    }
  }

  @ParameterizedTest
  @EnumSource
  void callsOfManyThreadsTakeTurns(Transport transport) throws Exception {
    int threads = 8;
    int each = 50;
    try (FakePortod fake = new FakePortod(with -> {
      for (int i = 0; i < threads * each; i++) {
        byte[] request = with.request();
        with.answer(success(Method.GET_PROPERTY, Value.newBuilder().setValue(Arrays.toString(request)).build()));
      }
      with.hold();
    }); PortoClient porto = client(fake, transport)) {
      ExecutorService pool = Executors.newFixedThreadPool(threads);
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String name = "c" + i;
        String own = Arrays.toString(Envelope.written(Method.GET_PROPERTY,
            org.puppetporto.porto.proto.GetPropertyRequest.newBuilder().setName(name).setProperty("p").build()));
        all.add(pool.submit(() -> {
          boolean right = true;
          for (int j = 0; j < each; j++) {
            right &= own.equals(porto.get(name, "p"));
          }
          return right;
        }));
      }
      for (Future<Boolean> one : all) {
        assertTrue(one.get());
      }
      pool.shutdown();
      assertEquals(1, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void closingEndsACallThatIsUnderWay(Transport transport) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      asked.countDown();
      with.hold();
    })) {
      PortoClient porto = client(fake, transport, Duration.ofDays(1));
      Future<PortoException> call = inBackground(() ->
          assertThrows(PortoException.class, () -> porto.start("web")));
      asked.await();
      porto.close();
      assertEquals(ErrorCode.SOCKET_ERROR, call.get().code());
      assertEquals(ErrorCode.SOCKET_ERROR, assertThrows(PortoException.class, porto::version).code());
      assertEquals(1, fake.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsACallThatIsUnderWay(Transport transport) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      asked.countDown();
      with.hold();
    }); PortoClient porto = client(fake, transport, Duration.ofDays(1))) {
      Thread[] caller = new Thread[1];
      CountDownLatch started = new CountDownLatch(1);
      Future<Boolean> flag = inBackground(() -> {
        caller[0] = Thread.currentThread();
        started.countDown();
        assertThrows(PortoException.class, () -> porto.start("web"));
        return Thread.interrupted();
      });
      started.await();
      asked.await();
      caller[0].interrupt();
      assertTrue(flag.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallDoesNotWaitForAnotherBeyondItsDeadline(Transport transport) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      asked.countDown();
      with.hold();
    }); PortoClient porto = client(fake, transport, Duration.ofMillis(200))) {
      Future<?> wait = inBackground(() ->
          assertThrows(PortoException.class, () -> porto.stop("web", Duration.ofDays(1))));
      asked.await();
      PortoException e = assertThrows(PortoException.class, porto::version);
      assertEquals(ErrorCode.SOCKET_TIMEOUT, e.code());
      assertTrue(e.getMessage().contains("another call held the connection"), e.getMessage());
      assertFalse(wait.isDone());
      porto.close();
      wait.get();
    }
  }

  @ParameterizedTest
  @EnumSource
  void onlyJnrKnowsWhoListens(Transport transport) throws Exception {
    try (FakePortod fake = new FakePortod(FakePortod.Conversation::hold);
        PortoClient porto = client(fake, transport)) {
      long own = ProcessHandle.current().pid();
      assertEquals(transport == Transport.JNR, porto.peer().filter(peer -> peer.pid() == own).isPresent());
    }
  }

  private static <T> Future<T> inBackground(Callable<T> task) {
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      return one.submit(task);
    } finally {
      one.shutdown();
    }
  }
}
