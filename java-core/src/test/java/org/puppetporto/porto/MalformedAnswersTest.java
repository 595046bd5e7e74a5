package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.porto.FakePortod.framed;
import static org.puppetporto.porto.FakePortod.success;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.puppetporto.porto.proto.Empty;
import org.puppetporto.porto.proto.GetAnswer;
import org.puppetporto.porto.proto.ListContainersResponse;
import org.puppetporto.porto.proto.VolumeListResponse;
import org.puppetporto.porto.proto.WaitResponse;

/** Whatever comes back, a call ends with a value or a PortoException: no hang, no other fault, no heap gone. */
@Timeout(120)
class MalformedAnswersTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Answers the first request of every connection with these bytes, and closes it. */
  private static FakePortod.Part saying(byte[] raw) {
    return with -> {
      with.request();
      with.bytes(raw);
    };
  }

  private static PortoException failure(Transport transport, byte[] raw) {
    try (FakePortod fake = new FakePortod(saying(raw));
        PortoClient porto = Porto.connect(
            fake.socket(), Deadlines.all(Duration.ofSeconds(20)), transport.dialer())) {
      return assertThrows(PortoException.class, porto::version);
    }
  }

  @ParameterizedTest
  @EnumSource
  void halfALengthIsAnError(Transport transport) {
    PortoException e = failure(transport, HEX.parseHex("80"));
    assertEquals(ErrorCode.SOCKET_ERROR, e.code());
    assertTrue(e.getMessage().contains("closed by the peer"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void halfAFrameIsAnError(Transport transport) {
    assertEquals(ErrorCode.SOCKET_ERROR, failure(transport, HEX.parseHex("0a0800")).code());
  }

  @ParameterizedTest
  @EnumSource
  void anOversizeLengthIsAnErrorAtOnce(Transport transport) {
    PortoException e = failure(transport, HEX.parseHex("ffffffff0f"));
    assertTrue(e.getMessage().contains("a frame of 4294967295 bytes was announced"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void anEndlessLengthIsAnErrorAtOnce(Transport transport) {
    PortoException e = failure(transport, HEX.parseHex("ffffffffff01"));
    assertTrue(e.getMessage().contains("not a varint32"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aFrameThatIsNoMessageIsAnError(Transport transport) {
    PortoException e = failure(transport, framed(HEX.parseHex("ffffffffffffffffffff01")));
    assertTrue(e.getMessage().contains("not an answer of portod"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource
  void aGroupThatEndsWithoutABeginningIsAnError(Transport transport) {
    assertEquals(ErrorCode.SOCKET_ERROR, failure(transport, framed(HEX.parseHex("0c"))).code());
  }

  @ParameterizedTest
  @EnumSource
  void memoryGrowsWithWhatArrivesNotWithWhatIsAnnounced(Transport transport) {
    failure(transport, HEX.parseHex("0a"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    failure(transport, HEX.parseHex("8080801f0800"));
    long used = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    assertTrue(used < 8 << 20, () -> used + " bytes for a frame of 65011712 of which 2 came");
  }

  /** The reads of every area, each of which must cope with any body. */
  private static void everyRead(PortoClient porto) {
    Call[] calls = {
        porto::version, porto::properties, porto::system, () -> porto.list("***"), () -> porto.get("a", "b"),
        () -> porto.get(List.of("a"), List.of("b"), true), () -> porto.await("a", Duration.ZERO),
        () -> porto.labels().find(Labels.Filter.of("***", "A.b")),
        () -> porto.labels().increment("a", "A.b", 1), () -> porto.labels().set("a", "A.b", "c"),
        () -> porto.specs().list(List.of("***"), List.of()), () -> porto.volumes().properties(),
        () -> porto.volumes().list(Optional.empty(), Optional.empty()),
        () -> porto.volumes().get("", List.of()), () -> porto.volumes().check("/v"),
        () -> porto.layers().list("***"), () -> porto.layers().privateValue("l"),
        () -> porto.storages().list("***"), () -> porto.processes().locate(1, ""),
        () -> porto.processes().convertPath("/", "a", "b")};
    for (Call call : calls) {
      try {
        call.make();
      } catch (PortoException e) {
        assertTrue(e.getMessage().length() > 0);
      }
    }
  }

  private interface Call {
    Object make() throws PortoException;
  }

  @ParameterizedTest
  @EnumSource
  void randomAnswersEndEveryCall(Transport transport) {
    Random random = new Random(20261121);
    FakePortod.Part[] script = new FakePortod.Part[2000];
    for (int i = 0; i < script.length; i++) {
      script[i] = saying(randomAnswer(random, i));
    }
    try (FakePortod fake = new FakePortod(script);
        PortoClient porto = Porto.connect(
            fake.socket(), Deadlines.all(Duration.ofSeconds(20)), transport.dialer())) {
      while (fake.connections() < script.length) {
        everyRead(porto);
      }
    }
  }

  private static byte[] randomAnswer(Random random, int number) {
    switch (number % 4) {
      case 0:
        return bytes(random, random.nextInt(40));
      case 1:
        return framed(bytes(random, random.nextInt(200)));
      case 2:
        Method method = Method.values()[random.nextInt(Method.values().length)];
        byte[] body = bytes(random, random.nextInt(60));
        return framed(concatenated(success(), field(method.answerField(), body)));
      default:
        byte[] whole = framed(success());
        return Arrays.copyOf(whole, random.nextInt(whole.length + 1));
    }
  }

  @Test
  void aHundredThousandRandomBodiesAreReadOrRefused() {
    Random random = new Random(42);
    for (int i = 0; i < 100_000; i++) {
      byte[] body = bytes(random, random.nextInt(48));
      read(Method.GET, body, GetAnswer.getDefaultInstance());
      readBatch(body);
      read(Method.LIST_CONTAINERS_BY, body, ListContainersResponse.getDefaultInstance());
      read(Method.LIST_VOLUMES, body, VolumeListResponse.getDefaultInstance());
      read(Method.WAIT, body, WaitResponse.getDefaultInstance())
          .ifPresent(report -> StateChange.of(report));
    }
  }

  @Test
  void aTimeThatIsNoneIsReadAsTheLatest() {
    assertEquals(Instant.ofEpochSecond(Instant.MAX.getEpochSecond()),
        StateChange.of(WaitResponse.newBuilder().setName("a").setWhen(-1).build()).when());
  }

  @Test
  void answersOfCallsThatAnswerNothingAreReadToo() {
    assertEquals(Optional.empty(), read(Method.START, new byte[] {1}, Empty.getDefaultInstance()));
  }

  private static <A extends com.google.protobuf.MessageLite> Optional<A> read(
      Method method, byte[] body, A prototype) {
    try {
      return Envelope.read(concatenated(success(), field(method.answerField(), body)), method, prototype).body();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void readBatch(byte[] container) {
    try {
      BatchAnswer.read(List.of(ByteString.copyFrom(container), ByteString.copyFrom(container)));
    } catch (IOException e) {
      // Refused, as it should be.
    }
  }

  private static byte[] field(int number, byte[] body) {
    if (number == 0) {
      return body;
    }
    byte[] tagged = framed(body);
    int tag = number << 3 | 2;
    byte[] prefix = tag < 128 ? new byte[] {(byte) tag} : new byte[] {(byte) (tag | 0x80), (byte) (tag >>> 7)};
    return concatenated(prefix, tagged);
  }

  private static byte[] concatenated(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
