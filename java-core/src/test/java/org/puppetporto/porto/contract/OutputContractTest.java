package org.puppetporto.porto.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.puppetporto.porto.ErrorCode;
import org.puppetporto.porto.Output;
import org.puppetporto.porto.OutputPosition;

/** What a container writes, read on from where one stands. */
class OutputContractTest extends Contract {
  private static final int MOST = 1 << 20;

  private String writes(String script) throws Exception {
    return prepared("/bin/sh", "-c", script);
  }

  private void runToItsEnd(String name) throws Exception {
    porto.start(name);
    finished(name);
  }

  private Output read(String name, OutputPosition from, int most) throws Exception {
    return Output.read(porto, name, "stdout", from, most);
  }

  private static String text(Output output) {
    return new String(output.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void nothingIsReadTwice() throws Exception {
    String name = writes("echo one; echo two");
    runToItsEnd(name);
    Output first = read(name, OutputPosition.START, 5);
    assertEquals("one\nt", text(first));
    Output second = read(name, first.next(), MOST);
    assertEquals("wo\n", text(second));
    Output third = read(name, second.next(), MOST);
    assertEquals("", text(third));
    assertEquals(second.next(), third.next());
  }

  @Test
  void aCharacterMayBeCut() throws Exception {
    String name = writes("printf '\\303\\274\\303\\244'");
    runToItsEnd(name);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    OutputPosition position = OutputPosition.START;
    for (int i = 0; i < 4; i++) {
      Output one = read(name, position, 1);
      all.writeBytes(one.bytes());
      position = one.next();
    }
    assertArrayEquals("üä".getBytes(StandardCharsets.UTF_8), all.toByteArray());
  }

  @Test
  void bytesThatAreNoTextArriveAsTheyAre() throws Exception {
    String name = writes("printf 'a\\377\\200b'");
    runToItsEnd(name);
    Output output = read(name, OutputPosition.START, MOST);
    assertArrayEquals(new byte[] {'a', (byte) 0xff, (byte) 0x80, 'b'}, output.bytes());
    assertEquals(4, output.next().offset());
  }

  @Test
  void aNewStartIsReadFromItsBegin() throws Exception {
    String name = writes("echo a longer first run $PORTO_NAME");
    runToItsEnd(name);
    OutputPosition end = read(name, OutputPosition.START, MOST).next();
    porto.stop(name, Duration.ofSeconds(1));
    porto.setCommandArgv(name, List.of("/bin/echo", "short"));
    runToItsEnd(name);
    assertEquals("short\n", text(read(name, end, MOST)));
  }

  @Test
  void aNewContainerIsReadFromItsBegin() throws Exception {
    String name = writes("echo what was there before");
    runToItsEnd(name);
    OutputPosition end = read(name, OutputPosition.START, MOST).next();
    porto.destroy(name);
    porto.create(name);
    porto.setCommandArgv(name, List.of("/bin/echo", "shorter"));
    runToItsEnd(name);
    assertEquals("shorter\n", text(read(name, end, MOST)));
  }

  @Test
  void aRespawnedOneIsReadOn() throws Exception {
    String name = writes("echo once; sleep 0.2");
    porto.set(name, "respawn", "true");
    porto.set(name, "respawn_delay", "100ms");
    porto.set(name, "max_respawns", "2");
    porto.start(name);
    StringBuilder all = new StringBuilder();
    OutputPosition position = OutputPosition.START;
    while (all.length() < 15) {
      Output output = read(name, position, MOST);
      all.append(text(output));
      position = output.next();
    }
    assertEquals("once\nonce\nonce\n", all.toString());
  }

  @Test
  void whatWasDroppedIsCounted() throws Exception {
    String name = writes("while :; do head -c 20000 /dev/zero | tr '\\0' x; sleep 0.1; done");
    porto.set(name, "stdout_limit", "8192");
    porto.start(name);
    Output first = read(name, OutputPosition.START, 10);
    while (first.bytes().length == 0) {
      first = read(name, first.next(), 10);
    }
    long dropped = 0;
    while (dropped <= first.next().offset()) {
      dropped = Long.parseLong(porto.get(name, "stdout_offset"));
      Thread.sleep(20);
    }
    Output later = read(name, first.next(), MOST);
    assertTrue(later.lost() >= dropped - first.next().offset(), later.lost() + " of " + dropped);
  }

  @Test
  void aStoppedOneHasNone() throws Exception {
    String name = writes("echo x");
    refused(ErrorCode.INVALID_STATE, () -> read(name, OutputPosition.START, MOST));
    refused(ErrorCode.CONTAINER_DOES_NOT_EXIST, () -> read(name(), OutputPosition.START, MOST));
  }

  @Test
  void stdoutIsReadInPieces() throws Exception {
    String name = finished(shell("printf 0123456789"));
    assertEquals("0123456789", porto.get(name, "stdout"));
    assertEquals("345", porto.get(name, "stdout[3:3]"));
    assertEquals("789", porto.get(name, "stdout[7]"));
    assertEquals("0", porto.get(name, "stdout_offset"));
  }

  @Test
  void stderrIsKeptApart() throws Exception {
    String name = finished(shell("echo out; echo err >&2"));
    assertEquals("out\n", porto.get(name, "stdout"));
    assertEquals("err\n", porto.get(name, "stderr"));
  }

  @Test
  void outputIsGoneAfterStop() throws Exception {
    String name = finished(shell("echo out"));
    porto.stop(name, SOON);
    refused(ErrorCode.INVALID_STATE, "stdout is not available in stopped state",
        () -> porto.get(name, "stdout"));
  }

  @Test
  void stdoutKeepsItsEndWhenItIsLimited() throws Exception {
    String name = prepared("/bin/sh", "-c", "i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done");
    porto.set(name, "stdout_limit", "64K");
    porto.start(name);
    finished(name);
    String kept = porto.get(name, "stdout");
    assertTrue(kept.endsWith("line 19999\n"), () -> kept.substring(Math.max(0, kept.length() - 40)));
    assertTrue(kept.length() <= 128 << 10, () -> kept.length() + " characters");
  }
}
