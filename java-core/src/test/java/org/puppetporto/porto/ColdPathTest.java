package org.puppetporto.porto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.puppetporto.porto.FakePortod.success;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.puppetporto.porto.proto.VersionResponse;

/** A first call over the JDK's sockets loads what it needs, since every class costs a cold start. */
class ColdPathTest {
  @TempDir
  Path directory;

  /** What the child runs. */
  public static final class Child {
    public static void main(String[] arguments) throws Exception {
      try (PortoClient porto = Porto.connect(Path.of(arguments[0]), Deadlines.DEFAULT)) {
        porto.version();
      }
    }
  }

  @Test
  void neitherJnrNorDescriptorsNorOtherCallsMessagesAreLoaded() throws Exception {
    Path log = directory.resolve("classes");
    try (FakePortod fake = new FakePortod(with -> {
      with.request();
      with.answer(success(Method.VERSION, VersionResponse.newBuilder().setTag("5").setRevision("").build()));
      with.hold();
    })) {
      Process child = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-Xlog:disable", "-Xlog:class+load:file=" + log,
          "-cp", System.getProperty("java.class.path"), Child.class.getName(), fake.socket().toString())
          .inheritIO().start();
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, child.exitValue());
    }
    List<String> classes = Files.readAllLines(log);
    assertTrue(classes.stream().anyMatch(line -> line.contains("org.puppetporto.porto.Link ")));
    assertEquals(List.of(), containing(classes, " jnr."));
    assertEquals(List.of(), containing(classes, "com.google.protobuf.DescriptorProtos"));
    List<String> messages = containing(classes, " org.puppetporto.porto.proto.");
    assertTrue(messages.size() <= 6, () -> String.join("\n", messages));
  }

  private static List<String> containing(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).toList();
  }
}
