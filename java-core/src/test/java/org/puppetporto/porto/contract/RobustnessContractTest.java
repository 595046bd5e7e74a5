package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.PortoClient;

/** What an endpoint does with broken requests and many clients; it goes on serving in any case. */
class RobustnessContractTest extends Contract {
  private static final HexFormat HEX = HexFormat.of();

  @AfterEach
  void itStillServes() throws Exception {
    String name = created();
    assertEquals("stopped", state(name));
  }

  private byte[] said(String hex) throws IOException {
    try (RawConnection raw = new RawConnection(endpoint.socket())) {
      raw.send(HEX.parseHex(hex));
      return raw.received(1, SOON);
    }
  }

  /** Two lengths that are too long, a body that is no message, a create without its name. */
  @ParameterizedTest
  @ValueSource(strings = {"ffffffff0f", "8180801001", "03ffffff", "020a00"})
  void aBrokenFrameEndsTheConnection(String hex) throws Exception {
    assertArrayEquals(new byte[0], said(hex));
  }

  /** No call at all; two calls that there are none of. */
  @ParameterizedTest
  @ValueSource(strings = {"00", "039a0600", "03ba0100"})
  void anUnknownRequestIsAnswered(String hex) throws Exception {
    assertFalse(said(hex).length == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "05", "0a720b"})
  void aClientThatLeavesHalfwayIsForgotten(String hex) throws Exception {
    try (RawConnection raw = new RawConnection(endpoint.socket())) {
      raw.send(HEX.parseHex(hex));
    }
  }

  @Test
  void aFrameMayComeByteByByte() throws Exception {
    try (RawConnection raw = new RawConnection(endpoint.socket())) {
      for (byte one : HEX.parseHex("027200")) {
        raw.send(new byte[] {one});
        Thread.sleep(5);
      }
      assertFalse(raw.received(1, SOON).length == 0);
    }
  }

  @Test
  void randomBytesDoNoHarm() throws Exception {
    Random random = new Random(20261121);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[1 + random.nextInt(60)];
      random.nextBytes(bytes);
      try (RawConnection raw = new RawConnection(endpoint.socket())) {
        raw.send(bytes);
      } catch (IOException e) {
        // Closed by the endpoint before all was written, as it should.
      }
    }
  }

  /** A thousand; portod takes no more than 500 from one container unless its configuration says so. */
  @Test
  void manyClientsAreServedAtOnceAndLeaveNothing() throws Exception {
    serveManyAtOnce();
    long before = descriptors();
    serveManyAtOnce();
    eventually("true", () -> String.valueOf(descriptors() <= before));
  }

  /** Of this process, which has the clients; and has the endpoint, too, when that is the embedded one. */
  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private void serveManyAtOnce() throws Exception {
    int count = endpoint.kind().equals("embedded") ? 1000 : 500;
    List<PortoClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        PortoClient client = endpoint.connect();
        clients.add(client);
        client.version();
      }
      String name = created();
      for (PortoClient client : clients) {
        assertEquals("stopped", client.get(name, "state"));
      }
    } finally {
      clients.forEach(PortoClient::close);
    }
  }

  @Test
  void aLongValueIsRefusedNotCutOff() throws Exception {
    String name = created();
    porto.set(name, "command", "x".repeat(100_000));
    assertEquals(100_000, porto.get(name, "command").length());
    refused(ErrorCode.INVALID_VALUE, () -> porto.set(name, "private", "x".repeat(1 << 20)));
  }

  @Test
  void aBatchOfHundredContainersIsOneAnswer() throws Exception {
    String name = created();
    for (int i = 0; i < 100; i++) {
      porto.create(name + "/c" + i);
    }
    assertEquals(100, porto.get(List.of(name + "/*"), List.of("state", "respawn"), false).size());
  }

  @Test
  void aLongCallDoesNotHoldUpOtherClients() throws Exception {
    String name = shell("trap '' TERM; echo ready; while :; do sleep 0.05; done");
    eventually("ready\n", () -> porto.get(name, "stdout"));
    Thread stopper = new Thread(() -> {
      try (PortoClient other = endpoint.connect()) {
        other.stop(name, java.time.Duration.ofSeconds(2));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    });
    stopper.start();
    eventually("stopping", () -> state(name));
    stopper.join();
    assertEquals("stopped", state(name));
  }
}
