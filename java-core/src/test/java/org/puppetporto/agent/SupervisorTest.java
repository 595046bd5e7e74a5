package org.puppetporto.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  @TempDir
  Path directory;

  private static String told(UnixSocketAddress address, String notifySocket) throws IOException {
    try (UnixDatagramChannel manager = UnixDatagramChannel.open()) {
      manager.bind(address);
      new Supervisor(Map.of("NOTIFY_SOCKET", notifySocket)).tell(Supervisor.READY);
      ByteBuffer message = ByteBuffer.allocate(100);
      manager.receive(message);
      return new String(message.array(), 0, message.position(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itIsToldOverASocketWithAPath() throws Exception {
    File path = directory.resolve("notify").toFile();
    assertEquals("READY=1", told(new UnixSocketAddress(path), path.toString()));
  }

  @Test
  void itIsToldOverAnAbstractSocket() throws Exception {
    String name = "porto-daemon-test-" + ProcessHandle.current().pid();
    assertEquals("READY=1", told(new UnixSocketAddress("\0" + name), "@" + name));
  }

  @Test
  void withoutOneNothingIsToldAndAMissingOneIsAnError() throws Exception {
    new Supervisor(Map.of()).tell(Supervisor.READY);
    Supervisor lonely = new Supervisor(Map.of("NOTIFY_SOCKET", directory.resolve("none").toString()));
    assertThrows(IOException.class, () -> lonely.tell(Supervisor.READY));
  }
}
