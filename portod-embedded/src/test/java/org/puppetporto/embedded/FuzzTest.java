package org.puppetporto.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.puppetporto.embedded.proto.ErrorCode;
import org.puppetporto.embedded.proto.Request;
import org.puppetporto.embedded.proto.Response;

/** Malformed input, from a fixed seed: the endpoint stays up, answers or hangs up, and leaks nothing. */
class FuzzTest extends EndpointTest {
  private static final long SEED = 20240229;
  private static final List<String> NAMES = List.of("a", "a/b", "", "/", "self", ".", "***", "a*", "../..",
      "a//b",
      "é", "\0", "x".repeat(300), "a b", "self/x", "/porto/a", "[", "a\n", "-", "%s%n");
  private static final List<String> VALUES = List.of("", "1", "-1", "true", "1e308", "0x10", "9".repeat(400),
      "\0",
      "a=b;c", ";;;:::", "\\", "\\\\;", "[]", "a[b]", "1G", "nofile: 1 2; x", "k: v",
      "é☃", "' \" \\", "\t\t",
      "*",
      "/dev/null rwm", "/../..", "inherited", "node 99999999999", "jail 1; node", "1-2-3", "<secret>",
      "TEST.a: b");

  /** 60,000 requests of the right shape with wrong contents, on one connection. */
  @Test
  void answersEveryRequestWithNonsenseInIt() throws Exception {
    Random random = new Random(SEED);
    List<String> properties = client.ok(r -> r.getPropertyListBuilder()).getPropertyList().getListList()
        .stream()
        .map(p -> p.getName()).toList();
    client.create("a");
    for (int i = 0; i < 60_000; i++) {
      Request.Builder request = Request.newBuilder();
      String name = pick(random, NAMES);
      String value = pick(random, VALUES) + (random.nextInt(3) == 0 ? pick(random, VALUES) : "");
      String property = random.nextInt(10) == 0 ? value : pick(random, properties)
          + (random.nextInt(5) == 0 ? "[" + pick(random, VALUES) + "]" : "");
      switch (random.nextInt(8)) {
        case 0 -> request.getGetPropertyBuilder().setName(name).setProperty(property)
            .setReal(random.nextBoolean());
        case 1 -> request.getSetLabelBuilder().setName(name).setLabel(value).setValue(pick(random, VALUES));
        case 2 -> request.getIncLabelBuilder().setName(name).setLabel("TEST.x").setAdd(random.nextLong());
        case 3 -> request.getFindLabelBuilder().setLabel(value).setMask(name);
        case 4 -> request.getGetBuilder().addName(name).addVariable(property).addVariable(value);
        case 5 -> request.getListBuilder().setMask(name + value);
        default -> request.getSetPropertyBuilder().setName(random.nextBoolean() ? "a" : name)
            .setProperty(property)
            .setValue(value);
      }
      assertNotNull(client.call(r -> r.mergeFrom(request.build())), () -> "no answer to " + request);
    }
    assertAlive();
  }

  /** 40,000 frames of broken bytes, a few to a connection until it is closed. */
  @Test
  void survivesBrokenBytes() throws Exception {
    Random random = new Random(SEED);
    long threadsBefore = threads();
    byte[] good = framed(Request.newBuilder().setVersion(
        org.puppetporto.embedded.proto.VersionRequest.newBuilder()).build().toByteArray());
    for (int connection = 0; connection < 400; connection++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int frame = 0; frame < 100; frame++) {
        byte[] body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        switch (random.nextInt(5)) {
          case 0 -> bytes.write(body);
          case 1 -> bytes.write(framed(body));
          case 2 -> bytes.write(mutated(good, random));
          case 3 -> bytes.write(good);
          default -> bytes.write(framed(unknownField(random)));
        }
      }
      try (TestClient broken = connect()) {
        broken.raw(bytes.toByteArray());
      } catch (IOException e) {
        // The endpoint hung up while we were still writing: that is its right.
        assertTrue(e.getMessage() != null);
      }
    }
    assertAlive();
    eventuallyOneClient();
    assertTrue(threads() < threadsBefore + 20, "threads leak");
  }

  @Test
  void refusesWhatIsNoSingleKnownRequest() throws Exception {
    assertEquals(ErrorCode.INVALID_METHOD, client.call(r -> { }).getError());
    Response both = client.call(r -> {
      r.getVersionBuilder();
      r.getListBuilder();
    });
    assertEquals(ErrorCode.INVALID_METHOD, both.getError());
    assertEquals("invalid RPC method", both.getErrorMsg());
  }

  @Test
  void hangsUpOnOversizedAndUnfinishedFrames() throws Exception {
    try (TestClient oversized = connect()) {
      assertEquals(0, oversized.raw(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f})
          .length);
    }
    try (TestClient unfinished = connect()) {
      assertEquals(0, unfinished.raw(new byte[] {10, 1, 2}).length);
    }
    try (TestClient missing = connect()) {
      assertEquals(0, missing.raw(framed(new byte[] {10, 0})).length);
    }
    assertAlive();
  }

  /** Every request there is, with nothing in it. */
  @Test
  void answersEveryKindOfRequest() throws Exception {
    for (FieldDescriptor field : Request.getDescriptor().getFields()) {
      if (field.getName().toLowerCase(java.util.Locale.ROOT).contains("wait")) {
        continue;
      }
      Message body = Request.newBuilder().newBuilderForField(field).buildPartial();
      if (body.isInitialized()) {
        assertNotNull(client.call(r -> r.setField(field, body)), field.getName());
      }
    }
    assertAlive();
  }

  private void assertAlive() throws IOException {
    try (TestClient fresh = connect()) {
      assertEquals("5.3.59", fresh.ok(r -> r.getVersionBuilder()).getVersion().getTag());
    }
  }

  private void eventuallyOneClient() throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (portod.clients() > 1 && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertEquals(1, portod.clients());
  }

  private static long threads() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.count();
    }
  }

  private static byte[] framed(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    coded.writeUInt32NoTag(body.length);
    coded.writeRawBytes(body);
    coded.flush();
    return out.toByteArray();
  }

  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] copy = bytes.clone();
    copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
    return copy;
  }

  private static byte[] unknownField(Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CodedOutputStream coded = CodedOutputStream.newInstance(out);
    coded.writeInt32(1 + random.nextInt(5000), random.nextInt());
    coded.flush();
    return out.toByteArray();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
